"""The pages of a contractor's file: tried, handed on, confirmed, and read by anybody with its mode and its rates."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import DeliveryState, WaveState
from surveys.operations.estimates import decide_estimate, prepare_estimates, publish_questions
from tests.factories import deliveries as made
from tests.factories import surveys as factory

NOW = factory.NOW


@pytest.fixture
def planned(db):
    factory.CommunityFactory()
    factory.version_of("resident")
    return factory.WaveFactory(state=WaveState.PLANNED, version=None, closes_at=NOW - timedelta(hours=1))


@pytest.fixture
def administrator(client, db):
    user = factory.staff(Role.DISTRICT_ADMINISTRATOR)
    client.force_login(user)
    return user


def sent(client, wave, rows, **given):
    said = {"contractor": "演示：调查公司", "method": "演示：电话", "frame": "演示：号码随机抽取"} | given
    files = {
        "file": SimpleUploadedFile("data.xlsx", made.as_xlsx(rows)),
        "code_map": SimpleUploadedFile("map.csv", made.as_csv(made.MAP)),
    }
    return client.post(reverse("surveys:delivery-add", args=[wave.public_id]), said | files)


def published(wave, prepares, publishes):
    for estimate in prepare_estimates(wave=wave, actor=prepares, now=NOW):
        if not estimate.measure.startswith("q."):
            decide_estimate(estimate=estimate, publish=True, reason="", actor=publishes, now=NOW)
    publish_questions(wave=wave, actor=publishes, now=NOW)


def test_faults_stand_on_the_page_by_their_cells(client, administrator, planned):
    rows = [made.HEAD, *made.cases(9)]
    rows[3][made.HEAD.index("w")] = "很大"
    answer = sent(client, planned, rows)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "D4" in page
    assert "权数须是大于零的数" in page
    assert not planned.deliveries.exists()


def test_from_the_file_to_the_results(client, administrator, planned):
    assert (
        reverse("surveys:delivery-add", args=[planned.public_id])
        in client.get(reverse("surveys:fieldwork-detail", args=[planned.public_id])).content.decode()
    )
    answer = sent(client, planned, [made.HEAD, *made.cases()])
    row = planned.deliveries.get()
    detail = reverse("surveys:delivery-detail", args=[planned.public_id, row.public_id])
    assert (answer.status_code, answer.url) == (302, detail)
    page = client.get(detail).content.decode()
    assert all(words in page for words in ("尚未收入", "完成访问", "应答率（RR1）", row.file_hash))
    client.post(reverse("surveys:delivery-step", args=[planned.public_id, row.public_id, "hand_on"]))
    confirm = reverse("surveys:delivery-step", args=[planned.public_id, row.public_id, "confirm"])
    assert client.post(confirm).status_code == 403
    reviewer = factory.staff(Role.DISTRICT_REVIEWER)
    client.force_login(reviewer)
    assert "确认收入" in client.get(detail).content.decode()
    assert client.post(confirm).status_code == 302
    planned.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, planned.state) == (DeliveryState.TAKEN, WaveState.CLOSED)
    published(planned, administrator, reviewer)
    client.logout()
    page = client.get(reverse("surveys:survey-results", args=[planned.survey.slug, planned.number])).content.decode()
    assert "由受托机构访问：演示：调查公司（演示：电话）" in page
    assert "2 个层和 12 个抽样单元" in page
    assert "Who answered chose" not in page
    assert "填答的人是自愿" not in page
    assert "应答率（RR3）" in page


def test_the_code_map_names_every_question_and_answer(client, administrator, planned):
    answer = client.get(reverse("surveys:code-map", args=[planned.public_id]))
    assert answer.content.startswith(b"PK")


def test_others_see_nothing(client, planned):
    client.force_login(factory.staff(Role.STREET_OFFICER))
    assert client.get(reverse("surveys:delivery-add", args=[planned.public_id])).status_code == 403


def test_a_wave_that_is_open_takes_none(client, administrator, planned):
    wave = factory.WaveFactory(survey=factory.SurveyFactory(slug="other"))
    page = client.get(reverse("surveys:delivery-add", args=[wave.public_id])).content.decode()
    assert "本期不能收入受托机构数据" in page
    assert sent(client, wave, [made.HEAD, *made.cases(9)]).status_code == 403
