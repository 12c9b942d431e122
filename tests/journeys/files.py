"""Files as people have them."""

import io
import zlib
from pathlib import Path

import typst
from PIL import Image, ImageDraw

GPS = {1: "N", 2: (31.0, 46.0, 30.0), 3: "E", 4: (119.0, 58.0, 12.0)}


def photo(words: str = "演示", size: tuple[int, int] = (1200, 900)) -> bytes:
    """A JPEG as a phone takes it: lying on its side, with a time, a place and a camera's name."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(image)
    draw.ellipse((300, 200, 900, 700), fill=tuple(zlib.crc32(words.encode()).to_bytes(4)[:3]))
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "Journey 1"
    exif[0x8769] = {0x9003: "2026:11:20 09:30:00"}
    exif[0x8825] = GPS
    target = io.BytesIO()
    image.save(target, "JPEG", quality=85, exif=exif)
    return target.getvalue()


def upload(name: str = "现场照片.jpg", content: bytes | None = None, kind: str = "image/jpeg") -> dict:
    """What a browser is given to choose."""
    return {"name": name, "mimeType": kind, "buffer": photo(name) if content is None else content}


def drawn(pdf: bytes, folder: Path) -> bytes:
    """The first page of a PDF as a picture, so that a camera's eye can be held over it."""
    (folder / "page.pdf").write_bytes(pdf)
    main = folder / "page.typ"
    main.write_text('#set page(width: auto, height: auto, margin: 0pt)\n#image("page.pdf")\n')
    return typst.compile(main, format="png", ppi=144.0)
