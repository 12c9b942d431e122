"""A photo is made smaller on the phone: its time and its label come along, its place stays, and seals stand on white."""

import io
from datetime import datetime
from pathlib import Path

from PIL import Image

from portal.evidence.child.limits import DEFAULT
from portal.evidence.child.pictures import remake
from tests.journeys.files import photo, upload

WRITTEN = Path(__file__).parents[1] / "files" / "pictures"
BOX = """async () => {
    document.body.innerHTML = '<form><div data-file><input type="file" multiple></div></form>';
    (await import('/static/portal/js/files.js')).watchFiles();
}"""
CHOSEN = """async () => Promise.all([...document.querySelector('input').files].map(
    async (file) => [...new Uint8Array(await file.arrayBuffer())]))"""


def made_smaller(page, *files) -> list[bytes]:
    page.goto("/go/accessibility/")
    page.evaluate(BOX)
    page.set_input_files("input", files)
    page.locator(".files li", has_text="KB").nth(len(files) - 1).wait_for()
    page.wait_for_function(
        "document.querySelectorAll('.files li').length === document.querySelector('input').files.length"
    )
    return [bytes(numbers) for numbers in page.evaluate(CHOSEN)]


def seal() -> bytes:
    picture = Image.new("RGBA", (2600, 1800), (0, 0, 0, 0))
    picture.paste((160, 0, 0, 255), (900, 600, 1700, 1200))
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def labelled() -> bytes:
    """A large picture with the notes that another program wrote."""
    target = io.BytesIO()
    with Image.open(WRITTEN / "exiftool-comment.jpg") as written:
        written.resize((2600, 1950)).save(target, "JPEG", exif=written.getexif())
    return target.getvalue()


def test_what_a_photo_says_comes_along_and_where_it_was_taken_does_not(page):
    large = photo(size=(2600, 1950))
    taken, ai, sign = made_smaller(
        page,
        upload("a.jpg", large),
        upload("b.jpg", labelled()),
        upload("c.png", seal(), "image/png"),
    )
    small = remake(taken, DEFAULT)
    assert max(small.width, small.height) == 2048
    # It lay on its side and was turned by the phone: once, not twice.
    assert small.height > small.width
    assert datetime.fromisoformat(small.captured_at) == datetime.fromisoformat("2026-11-20T09:30:00+08:00")
    assert not Image.open(io.BytesIO(taken)).getexif().get_ifd(0x8825)
    assert remake(ai, DEFAULT).ai_label == "generated"
    with Image.open(io.BytesIO(sign)) as shown:
        assert min(shown.convert("L").getpixel((10, 10)), shown.getpixel((10, 10))[0]) > 245
