"""Files as attackers, cameras and offices make them."""

import io
import struct
import zipfile
import zlib

from PIL import Image, ImageCms, PngImagePlugin

from tests.factories.evidence import picture

SERIAL = b"SN-7654321-XYZ"
GPS_MARK = b"WGS-84-SECRET"
XMP = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta><creator>Zhang San</creator></x:xmpmeta>"
THUMBNAIL = picture((16, 12))


def _ifd(entries: list[tuple[int, int, bytes]], offset: int, following: int = 0) -> bytes:
    """One TIFF directory at `offset`: entries of (tag, type, value bytes), values too long set behind it."""
    sizes = {2: 1, 3: 2, 4: 4, 5: 8}
    table, values = b"", b""
    behind = offset + 2 + 12 * len(entries) + 4
    for tag, kind, value in sorted(entries):
        count = len(value) // sizes[kind]
        if len(value) <= 4:
            field = value.ljust(4, b"\0")
        else:
            field = struct.pack("<I", behind + len(values))
            values += value
        table += struct.pack("<HHI", tag, kind, count) + field
    return struct.pack("<H", len(entries)) + table + struct.pack("<I", following) + values


def exif_block(*, orientation: int, taken: bytes = b"2026:05:01 09:30:00\0", offset_time: bytes = b"") -> bytes:
    """An EXIF segment with camera serial, place, capture time and an embedded thumbnail."""
    detail = [(0x9003, 2, taken), (0xA431, 2, SERIAL + b"\0")]
    if offset_time:
        detail.append((0x9011, 2, offset_time))
    place = [
        (1, 2, b"N\0\0\0"),
        (2, 5, struct.pack("<6I", 31, 1, 46, 1, 30, 1)),
        (3, 2, b"E\0\0\0"),
        (4, 5, struct.pack("<6I", 119, 1, 58, 1, 12, 1)),
        (0x12, 2, GPS_MARK + b"\0"),
    ]
    head_at, detail_at, place_at, thumb_at, bytes_at = 8, 200, 400, 700, 800
    head = _ifd(
        [
            (0x010F, 2, b"MakerOfCameras\0"),
            (0x0112, 3, struct.pack("<H", orientation)),
            (0x8769, 4, struct.pack("<I", detail_at)),
            (0x8825, 4, struct.pack("<I", place_at)),
        ],
        head_at,
        thumb_at,
    )
    thumb = _ifd(
        [
            (0x0103, 3, b"\x06\0"),
            (0x0201, 4, struct.pack("<I", bytes_at)),
            (0x0202, 4, struct.pack("<I", len(THUMBNAIL))),
        ],
        thumb_at,
    )
    block = bytearray(bytes_at) + THUMBNAIL
    parts = {0: b"II*\0" + struct.pack("<I", head_at), head_at: head, thumb_at: thumb}
    parts |= {detail_at: _ifd(detail, detail_at), place_at: _ifd(place, place_at)}
    for at, part in parts.items():
        block[at : at + len(part)] = part
    return b"Exif\0\0" + bytes(block)


def camera_jpeg(size=(64, 48), **exif) -> bytes:
    """What a phone held upright saves: pixels lying, orientation 6, and everything it knows about its owner."""
    data = picture(size)
    segments = b""
    for payload in (exif_block(**({"orientation": 6} | exif)), XMP):
        segments += b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload
    comment = b"\xff\xfe" + struct.pack(">H", 2 + len(SERIAL)) + SERIAL
    return data[:2] + segments + comment + data[2:]


def png_with_text() -> bytes:
    facts = PngImagePlugin.PngInfo()
    facts.add_text("Author", "Zhang San")
    facts.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>Zhang San</x:xmpmeta>")
    return picture(kind="PNG", pnginfo=facts, exif=exif_block(orientation=1))


def webp_with_exif(mode="RGB") -> bytes:
    return picture(kind="WEBP", mode=mode, exif=exif_block(orientation=3), xmp=XMP)


def wide_gamut_jpeg() -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    return picture(icc_profile=profile.tobytes())


def srgb_jpeg() -> bytes:
    return picture(icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


def bomb_png(width: int, height: int) -> bytes:
    """A tiny file that promises a giant picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = zlib.compress(b"\0" * ((width // 8 + 1) * height), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(extra: bytes = b"", trailer: bytes = b"", root: bytes = b"") -> bytes:
    """A whole one-page PDF, with `extra` as one more object."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + root + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R>>",
    ]
    objects += [extra] if extra else []
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (count, trailer, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table) + end


OPC = "http://schemas.openxmlformats.org/package/2006"
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN_TYPES = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
BODIES = {
    "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/>'
    "</w:document>",
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
}


def types(main: str, type_: str = "", more: str = "") -> str:
    """The table of types of a small package."""
    return (
        f'<Types xmlns="{OPC}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{type_ or MAIN_TYPES.get(main, "text/html")}"/>{more}</Types>'
    )


def relations(*items: tuple[str, str, str] | tuple[str, str], outside: bool = False) -> str:
    """Relations as (kind, target): numbered from rId1."""
    mode = ' TargetMode="External"' if outside else ""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind if ":" in kind else f"{KINDS}/{kind}"}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(items, start=1)
    )
    return f'<Relationships xmlns="{OPC}/relationships">{rows}</Relationships>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def office(parts: dict[str, str | bytes] | None = None, *, main="word/document.xml", type_="", more="") -> bytes:
    """A small DOCX (or, by its main part, XLSX) with more parts on demand."""
    names = {
        "[Content_Types].xml": types(main, type_, more),
        "_rels/.rels": relations(("officeDocument", main)),
        main: BODIES.get(main, "<x/>"),
    }
    return zipped(names | (parts or {}))


def locked_office() -> bytes:
    """An office file whose every part says that it is encrypted."""
    data = bytearray(office())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(mark, place + 4)
    return bytes(data)


def deep_picture() -> bytes:
    """16 bits of grey, half as bright as can be."""
    file = io.BytesIO()
    Image.new("I;16", (20, 20), 32768).save(file, "PNG")
    return file.getvalue()


def moving_picture() -> bytes:
    file = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:])
    return file.getvalue()


def transparent_webp() -> bytes:
    file = io.BytesIO()
    Image.new("RGBA", (20, 20), (200, 0, 0, 90)).save(file, "WEBP")
    return file.getvalue()


def scene(size=(640, 480), *, turned=False, **options) -> bytes:
    """A picture with something in it."""
    file = io.BytesIO()
    image = Image.effect_mandelbrot((640, 480), (-2.2, -1.0, 0.6, 1.4), 60).resize(size)
    (image.rotate(90) if turned else image).save(file, "JPEG", **options)
    return file.getvalue()
