"""SUR-08 on the pages: cells of few are hidden with the reason, and no public address says of them what the page hides."""

import html
import io
import json
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.board.models import Observation
from portal.board.operations.drawing import draw_derived_observations
from portal.directory.models import Plan
from portal.directory.operations import load_plan
from surveys.enums import EstimateState, Mode, WaveState
from surveys.models import Estimate, Wave
from surveys.operations.answering import Arrival
from surveys.operations.estimates import decide_estimate, prepare_estimates
from tests.factories import surveys as factory
from tests.surveys.views.test_work import url

AREAS = {"hongmei": 45, "qinglong": 38, "lanling": 12, "chashan": 4}
HIDDEN, SHOWN = ("青龙街道", "兰陵街道", "茶山街道"), ("红梅街道",)


@pytest.fixture(scope="module")
def module_published(module_rows):
    load_plan()
    wave = factory.WaveFactory()
    by_hand = Arrival(mode=Mode.ASSISTED, entered_by_staff=True)
    for area, number in AREAS.items():
        arrival = {"arrival": by_hand} if number < 10 else {}
        factory.answered(wave, number - number // 4, home=area, **arrival)
        factory.answered(wave, number // 4, home=area, overall="dissatisfied", **arrival)
    factory.answered(wave, 3, home="hongmei", age="a14_17")
    wave.state = WaveState.CLOSED
    wave.save()
    one, other = factory.staff(Role.DISTRICT_REVIEWER), factory.staff(Role.DISTRICT_REVIEWER)
    prepare_estimates(wave=wave, actor=one, now=factory.NOW)
    for row in Estimate.objects.all():
        decide_estimate(estimate=row, publish=True, reason="", actor=other, now=factory.NOW)
    draw_derived_observations(actor=None, now=factory.NOW, on=factory.NOW.date())


@pytest.fixture
def published(module_published, db):
    return Wave.objects.get()


@pytest.fixture
def rows(published):
    """The rows of each table by its caption or summary, as a reader has them."""
    page = Client().get(reverse("surveys:survey-results", args=["resident", published.number])).content.decode()
    return {
        name: [words(row) for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)[1:]]
        for name, table in {
            "rates": re.search(r'aria-labelledby="i52".*?<table.*?</table>', page, re.DOTALL)[0],
            "people": re.search(r'"portraits-title".*?<table.*?</table>', page, re.DOTALL)[0],
            "method": re.search(r'"method-title".*?</section>', page, re.DOTALL)[0],
        }.items()
    } | {"method": words(re.search(r'"method-title".*?</section>', page, re.DOTALL)[0])}


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def test_sur_08_rates_of_fewer_than_thirty_are_hidden_with_others_and_the_reason(rows):
    for area in HIDDEN:
        assert f"{area} 已隐藏：此处或可由其推算出此处的组不足 30 份" in rows["rates"]
    (shown,) = [row for row in rows["rates"] if row.startswith(SHOWN)]
    assert shown.endswith(" 45")


def test_sur_08_numbers_of_fewer_than_ten_people_are_hidden_with_one_more(rows):
    assert [row.partition(" ")[0] for row in rows["people"] if "已隐藏：太少" in row] == ["茶山街道", "兰陵街道"]
    assert [row for row in rows["people"] if " 38 " in row or " 45 " in row]


def test_sur_08_the_note_on_method_tells_no_few_and_no_total_that_they_follow_from(rows):
    assert "本人手机或电脑 （不显示，以免推算出人数少的一组）" in rows["method"]
    assert "他人协助填写 （不显示，以免推算出人数少的一组）" in rows["method"]
    assert "99 份答卷" in rows["method"]
    assert "102" not in rows["method"]


PUBLIC = [
    ("board:indicator-detail", [52]),
    ("board:indicator-embed", [52]),
    ("board:indicator-csv", [52]),
    ("board:api-indicator", ["52"]),
    ("board:api-observations", []),
    ("board:csv-observations", []),
    ("board:change-list", []),
    ("board:change-feed", []),
]


@pytest.mark.parametrize(("name", "arguments"), PUBLIC)
def test_sur_08_the_board_says_nothing_by_area(published, name, arguments):
    answer = Client().get(reverse(name, args=arguments), {"plan": Plan.objects.get().code}, follow=True)
    text = answer.content.decode()
    assert "78" in text or "75" in text or "76" in text  # the figure is there
    assert_nothing_by_area(text)


def assert_nothing_by_area(text: str) -> None:
    assert not [area for area in AREAS if f'"{area}"' in text]
    assert "a30_44" not in text
    assert "own_phone" not in text


def test_sur_08_files_tell_no_more_than_the_page(published):
    plan = {"plan": Plan.objects.get().code}
    package = Client().get(reverse("board:data-package"), plan, follow=True)
    for name in (archive := zipfile.ZipFile(io.BytesIO(package.content))).namelist():
        if "observations" in name:
            assert_nothing_by_area(archive.read(name).decode())
    held = Observation.objects.get(indicator__number=52)
    proof = json.loads(Client().get(reverse("board:observation-proof", args=[held.public_id])).content)
    measure = proof["content"]["inputs"]["estimate"].pop("measure")
    assert measure["minimum_n"] == 30
    assert_nothing_by_area(json.dumps(proof["content"]))


@pytest.mark.parametrize("door", ["data-export", "estimate-list", "fieldwork-detail", "flag-list", "text-list"])
def test_sur_08_what_holds_cells_has_a_door(published, door):
    assert Client().get(url(door, published)).status_code == 302
    assert Estimate.objects.filter(state=EstimateState.PUBLISHED).exists()
