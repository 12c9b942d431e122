"""Posters: one sheet a place, and the code decodes from its picture."""

import io
import json

import pytest
import typst
import zxingcpp
from PIL import Image

from portal.typesetting import fonts
from surveys.exports import posters
from surveys.models import Place
from tests.factories import surveys as factory


@pytest.fixture
def places(wave):
    return [factory.PlaceFactory(survey=wave.survey, venue=venue) for venue in ("东门", "西门“老槐树”、《茶馆》旁")]


def drawn(wave, places) -> list[Image.Image]:
    sheets = json.dumps([posters._sheet(wave, place) for place in places], ensure_ascii=False)
    pages = typst.compile(
        posters.SOURCE.read_bytes(),
        format="png",
        ppi=72,
        font_paths=[fonts()],
        ignore_system_fonts=True,
        sys_inputs={"sheets": sheets},
    )
    return [Image.open(io.BytesIO(page)) for page in (pages if isinstance(pages, list) else [pages])]


def test_each_place_has_one_sheet_whose_code_opens_it(wave, places):
    pages = drawn(wave, places)
    found = [zxingcpp.read_barcodes(page.convert("RGB"))[0].text for page in pages]
    assert found == [posters.place_address(place) for place in places]
    assert found[0].endswith(f"/q/{places[0].token}")


def test_sheets_are_a_pdf_with_the_marks_of_the_form(wave, places):
    assert posters.poster_sheets(wave, places).startswith(b"%PDF")
    assert posters._sheet(wave, places[0])["approval_number"] == "天统备〔2026〕1 号"


def test_marks_that_are_missing_are_said_to_be(wave):
    wave.survey.form_number, wave.survey.valid_until = "", None
    sheet = posters._sheet(wave, factory.PlaceFactory(survey=wave.survey))
    assert (sheet["form_number"], sheet["valid_until"]) == ("待填写", "待填写")


def test_no_place_no_sheet(wave):
    assert posters.poster_sheets(wave, list(Place.objects.none())) is None


def test_inj_04_a_venue_on_a_poster_is_not_fetched(wave, canary):
    place = factory.PlaceFactory(survey=wave.survey, venue=canary.words[:100])
    assert posters.poster_sheets(wave, [place]).startswith(b"%PDF")
