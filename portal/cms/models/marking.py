"""The mark that readers see on a picture made by AI (GB 45438): on every size and cut of it, in a corner."""

import io
from pathlib import Path

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from portal.evidence.enums import AiLabel
from portal.typesetting import fonts

MARKS = {AiLabel.GENERATED: "AI生成", AiLabel.COMPOSITE: "部分AI生成", AiLabel.SUSPECTED: "疑似AI生成"}
SHARE = 0.05  # of the short side is the least that the standard asks of the signs
LEAST = 12
FONT = "NotoSansSC-Regular.otf"


def marked_file(made, label: str):
    """The same file with the mark drawn in."""
    made.seek(0)
    with Image.open(made) as source:
        kind, picture = source.format, source.convert("RGBA" if source.has_transparency_data else "RGB")
    draw_mark(picture, MARKS[label])
    target = io.BytesIO()
    picture.save(target, kind, quality=88)
    return ContentFile(target.getvalue(), name=Path(made.name).name)


def draw_mark(picture: Image.Image, mark: str) -> None:
    size = max(LEAST, round(SHARE * min(picture.size)))
    font = ImageFont.truetype(str(Path(fonts()) / FONT), size)
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = draw.textbbox((0, 0), mark, font=font)
    pad = size // 3
    width, height = right - left + 2 * pad, bottom - top + 2 * pad
    x, y = picture.width - width, picture.height - height
    draw.rectangle((x, y, picture.width, picture.height), fill=(0, 0, 0))
    draw.text((x + pad - left, y + pad - top), mark, font=font, fill=(255, 255, 255))
