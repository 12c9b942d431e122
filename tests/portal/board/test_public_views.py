"""The board as anyone reads it."""

import csv
import io
import json
from decimal import Decimal

import pytest
from django.urls import reverse

from portal.board.enums import Origin
from portal.board.figures.contents import hash_of
from tests.factories.board import DepartmentFactory, IndicatorFactory, ObservationFactory, PlanFactory

pytestmark = pytest.mark.django_db
BOARD = reverse("board:indicator-list", args=["2022-2025"])


def text_of(response) -> str:
    return response.content.decode()


def survey_figure(**said):
    indicator = IndicatorFactory(number=52, name="公众对建设成效的满意程度", target_value=Decimal(90), baseline_text="")
    content = {"origin": Origin.DERIVED, "entered_by": None, "approved_by": None, "source": "Survey on this portal"}
    return ObservationFactory(indicator=indicator, period="2025", **{**content, **said})


def test_there_is_no_board_without_a_plan(client):
    assert client.get(BOARD).status_code == 404
    assert client.get(BOARD, {"plan": "2099"}).status_code == 404


def test_the_board_shows_every_indicator_in_words_first(client):
    ObservationFactory(indicator=IndicatorFactory(number=13))
    IndicatorFactory(number=14, name="工业危险废物综合利用率")
    page = text_of(client.get(BOARD))
    assert "97.2" in page
    assert "工业危险废物综合利用率" in page
    assert page.count('class="tile"') == 2


def test_an_indicator_without_figure_says_who_provides_it(client):
    IndicatorFactory()
    page = text_of(client.get(BOARD, headers={"accept-language": "zh-hans"}))
    assert "尚无数据" in page
    assert "区生态环境局" in page


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ({"q": "综合利用"}, [13]),
        ({"q": "use rate"}, [13, 14]),
        ({"q": "14"}, [14]),
        ({"category": "保障能力"}, [14]),
        ({"category": "unknown"}, [13, 14]),
        ({"department": "urban"}, [14]),
        ({"department": "nobody"}, [13, 14]),
        ({"state": "no_figure"}, [14]),
        ({"mandatory": "on"}, [13]),
        ({"q": "x" * 101}, [13, 14]),
    ],
)
def test_the_board_is_filtered(client, asked, numbers):
    ObservationFactory(indicator=IndicatorFactory(number=13))
    IndicatorFactory(
        number=14,
        name="协调机制",
        category="保障能力",
        mandatory=False,
        departments=[DepartmentFactory(code="urban", name="区城管局")],
    )
    groups = client.get(BOARD, asked).context["groups"]
    assert [row.indicator.number for _, rows in groups for row in rows] == numbers


def test_no_match_is_said_in_words(client):
    IndicatorFactory()
    assert 'class="empty"' in text_of(client.get(BOARD, {"q": "没有这个"}))


def test_the_board_asks_as_often_for_three_observations_as_for_one(client, django_assert_num_queries):
    first = ObservationFactory(indicator=IndicatorFactory(number=1))
    with django_assert_num_queries(13):
        client.get(BOARD)
    for number in (2, 3):
        ObservationFactory(indicator=IndicatorFactory(number=number), period="2023")
        ObservationFactory(indicator=first.indicator, period=str(2020 + number))
    with django_assert_num_queries(13):
        client.get(BOARD)


def test_an_indicator_opens_to_its_proof(client):
    held = ObservationFactory(value=Decimal("97.20"))
    page = text_of(client.get(reverse("board:indicator-detail", args=["2022-2025", 13])))
    for shown in ("97.2", held.source, held.method, held.content_hash, "<svg", "65.6", "98"):
        assert shown in page
    proof = json.loads(client.get(reverse("board:observation-proof", args=[held.public_id])).content)
    assert proof["sha256"] == hash_of(held)
    assert proof["content"]["value"] == "97.2"


def test_progress_stands_only_where_it_is_defined(client):
    ObservationFactory()
    ObservationFactory(indicator=IndicatorFactory(number=8, baseline_text="", target_value=Decimal(100)))
    assert "<progress" in text_of(client.get(reverse("board:indicator-detail", args=["2022-2025", 13])))
    assert "<progress" not in text_of(client.get(reverse("board:indicator-detail", args=["2022-2025", 8])))


def test_a_survey_figure_stands_with_its_n_and_interval(client):
    survey_figure(
        value=Decimal("92.1"),
        inputs={"survey": "演示问卷", "url": "/surveys/1/"},
        result={"value": "92.1", "low": "89.8", "high": "94.0", "n": 669, "level": "95"},
    )
    page = text_of(client.get(reverse("board:indicator-detail", args=["2022-2025", 52])))
    for shown in ("92.1", "89.8", "94", "669", "演示问卷"):
        assert shown in page


def test_too_few_answers_are_said_and_no_figure_is_shown(client):
    survey_figure(value=None, is_too_few=True, result={"n": 12, "minimum_n": 30})
    for address in (BOARD, reverse("board:indicator-detail", args=["2022-2025", 52])):
        page = text_of(client.get(address))
        assert "12" in page
        assert "30" in page
        assert "tile__value" not in page
        assert "standing__value" not in page


def test_a_corrected_figure_stays_in_the_list_with_its_reason(client):
    first = ObservationFactory()
    ObservationFactory(indicator=first.indicator, value=Decimal(96), revision_of=first, reason="台账补录")
    page = text_of(client.get(reverse("board:indicator-detail", args=["2022-2025", 13])))
    assert "台账补录" in page
    assert "97.2" in page


def test_what_waits_for_approval_is_not_public(client):
    held = ObservationFactory(approved_by=None, approved_at=None)
    assert "97.2" not in text_of(client.get(BOARD))
    assert "97.2" not in text_of(client.get(reverse("board:indicator-detail", args=["2022-2025", 13])))
    assert client.get(reverse("board:observation-proof", args=[held.public_id])).status_code == 404


def test_page_json_and_csv_say_the_same_of_the_same_observation(client):
    held = ObservationFactory(value=Decimal("81.80"))
    record = json.loads(client.get(reverse("board:api-indicators", args=["2022-2025"])).content)["indicators"][0]
    text = client.get(reverse("board:csv-indicators", args=["2022-2025"])).content.decode("utf-8-sig")
    line = next(csv.DictReader(io.StringIO(text)))
    shown = client.get(reverse("board:indicator-detail", args=["2022-2025", 13])).context["record"]
    for field in ("value", "period", "state", "progress_percent", "observation", "sha256"):
        assert record[field] == line[field] == shown[field]
    assert record["observation"] == str(held.public_id)
    assert record["value"] == "81.8"


def test_the_projects_of_the_plan_stand_with_their_money(client):
    plan = PlanFactory()
    for number, money in ((1, 1000), (2, 200)):
        plan.projects.create(
            number=number,
            group="工业固废相关工程",
            name=f"项目{number}",
            content="内容",
            period="2021-2025",
            investment_wan_yuan=money,
            lead="郑陆镇",
        )
    page = text_of(client.get(reverse("board:project-list", args=["2022-2025"])))
    assert "项目1" in page
    assert "1200" in page


def test_english_readers_get_english(client):
    ObservationFactory()
    page = text_of(client.get("/en/board/2022-2025/13/"))
    assert "Use rate of general industrial solid waste" in page
    assert "at least 98 %" in page
