"""Making a picture anew: decoded, upright, without metadata. Runs in the child process of `reencode`."""

import io
from dataclasses import dataclass
from datetime import datetime

import pillow_heif
from PIL import ExifTags, Image, ImageCms, ImageOps

from portal.evidence.child.labels import ai_label
from portal.evidence.child.limits import MEGAPIXEL, Limits, fitting
from portal.evidence.child.unfit import UnfitError

FORMATS = ["JPEG", "PNG", "WEBP", "HEIF"]
OPTIONS = {"JPEG": {"quality": 88, "optimize": True, "progressive": True}, "PNG": {"compress_level": 6}}
# The plan's district keeps one clock; a camera that tells no offset is believed to show it.
DISTRICT_OFFSET = "+08:00"
HASH_SIDE = 8


@dataclass(frozen=True)
class Picture:
    data: bytes
    format: str
    width: int
    height: int
    captured_at: str | None
    ai_label: str


def remake(data: bytes, limits: Limits, *, longest_side: int | None = None) -> Picture:
    """The same picture as fresh bytes; OSError and its like when it cannot be read.

    JPEG and PNG stay what they are. WebP and HEIC come out as JPEG, as PNG where they are transparent: the WebP encoder
    took 865 MB for 24 megapixels where the others take 310 to 390.
    """
    Image.MAX_IMAGE_PIXELS = None  # our own limits, on the header, come first
    # One picture, one thread: no thumbnails, no depth maps, nothing of what lies beside it.
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    with Image.open(io.BytesIO(data), formats=FORMATS) as source:
        width, height = source.size
        if width * height > limits.pixels or max(width, height) > limits.side:
            raise UnfitError("too_many_pixels", megapixels=limits.pixels // MEGAPIXEL, side=limits.side)
        captured_at, label = capture_time(source), ai_label(data, packed_texts(source))
        picture = upright(source, longest_side)
    kind = "PNG" if source.format == "PNG" or picture.mode == "RGBA" else "JPEG"
    output = io.BytesIO()
    picture.save(output, kind, **OPTIONS[kind])
    return Picture(output.getvalue(), kind, *picture.size, captured_at, label)


def upright(source: Image.Image, longest_side: int | None) -> Image.Image:
    """Decoded, in sRGB, turned as the camera was held, and bare of everything but its pixels."""
    wanted = fitting(source.size, longest_side) if longest_side else source.size
    if wanted != source.size:
        source.draft("RGB", wanted)
    source.load()
    picture = ImageOps.exif_transpose(_in_srgb(source))
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if picture.has_transparency_data and source.format != "JPEG" else "RGB"
    picture = picture.convert(mode) if picture.mode not in {mode, "L"} else picture
    if max(wanted) < max(picture.size):
        picture.thumbnail((max(wanted), max(wanted)))
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _in_srgb(source: Image.Image) -> Image.Image:
    profile = source.info.get("icc_profile")
    if not profile or source.mode not in {"RGB", "CMYK"}:
        return source
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(source, own, ImageCms.createProfile("sRGB"), outputMode="RGB") or source
    except (ImageCms.PyCMSError, OSError, ValueError):
        return source


def capture_time(source: Image.Image) -> str | None:
    """When the camera says that it took the picture: an ISO instant with offset, or None."""
    try:
        exif = source.getexif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
        text = str(details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime) or "")
        offset = str(details.get(ExifTags.Base.OffsetTimeOriginal) or DISTRICT_OFFSET)
        return datetime.strptime(f"{text.strip()}{offset.strip()}", "%Y:%m:%d %H:%M:%S%z").isoformat()
    except (ValueError, TypeError, SyntaxError, OSError, KeyError):
        return None


def packed_texts(source: Image.Image) -> str:
    """Texts that PNG keeps compressed; Pillow unpacks no more of them than a megabyte each."""
    return " ".join(f"{name} {text}" for name, text in getattr(source, "text", {}).items())
