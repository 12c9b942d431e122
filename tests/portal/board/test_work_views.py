"""What departments enter and approve, page by page."""

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from portal.accounts.roles import Role
from portal.board.models import Observation
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.board import DepartmentFactory, IndicatorFactory, ObservationFactory, officer

pytestmark = pytest.mark.django_db
DUE = reverse("board:due-list")
ENTRY = {"period": "2024", "value": "97.2", "source": "台账", "method": "利用量除以产生量"}


def signed_in(user) -> Client:
    client = Client()
    client.force_login(with_second_factor(user))
    return client


@pytest.fixture
def indicator():
    return IndicatorFactory()


@pytest.fixture
def desk():
    return signed_in(officer())


def create(number=13) -> str:
    return reverse("board:observation-create", args=["2022-2025", number])


def fields(**said) -> dict:
    return {**ENTRY, "owner": DepartmentFactory().pk, **said}


def waiting_figure(**said) -> Observation:
    return ObservationFactory(approved_by=None, approved_at=None, **said)


def test_the_short_list_holds_what_my_departments_owe(desk, indicator):
    IndicatorFactory(number=14, departments=[DepartmentFactory(code="urban", name="区城管局")])
    ObservationFactory(indicator=IndicatorFactory(number=15), period="2025")
    context = desk.get(DUE).context
    assert [row.indicator.number for row in context["due"]] == [13]
    assert [row.indicator.number for row in context["provided"]] == [15]


def test_what_waits_or_was_sent_back_is_not_asked_for_again(desk, now):
    plan_year = {"period": "2025", "approved_by": None, "approved_at": None}
    ObservationFactory(indicator=IndicatorFactory(number=13), **plan_year)
    returned = ObservationFactory(
        indicator=IndicatorFactory(number=14),
        declined_at=now,
        declined_by=officer(),
        decline_reason="缺少依据",
        **plan_year,
    )
    answer = desk.get(DUE)
    assert answer.context["due"] == []
    assert reverse("board:observation-revise", args=[returned.public_id]) in answer.content.decode()
    assert "缺少依据" in answer.content.decode()


def test_an_entry_waits_for_another_person(desk, indicator):
    assert desk.get(create()).status_code == 200
    assert desk.post(create(), fields()).headers["Location"] == DUE
    observation = Observation.objects.get()
    assert observation.approved_at is None
    assert str(observation.public_id) in desk.get(DUE).content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(desk, indicator):
    answer = desk.post(create(), fields(value="九十七", source=""))
    assert set(answer.context["form"].errors) == {"value", "source"}
    assert "利用量除以产生量" in answer.content.decode()
    assert not Observation.objects.exists()


def test_a_second_figure_for_a_period_is_refused_in_words(desk, indicator):
    ObservationFactory(indicator=indicator)
    assert set(desk.post(create(), fields()).context["form"].errors) == {"period"}


def test_a_milestone_asks_for_words_not_for_a_number(desk):
    IndicatorFactory(number=39, target_operator="qualitative", target_text="建立协调机制", target_value=None)
    form = desk.get(create(39)).context["form"]
    assert "value" not in form.fields
    desk.post(create(39), fields(verdict="reached", text="已建立"))
    assert Observation.objects.get().verdict == "reached"


def test_what_the_city_sets_needs_a_value_or_a_word(desk):
    IndicatorFactory(
        number=42, unit="万元", target_operator="qualitative", target_text="完成市里下达指标", target_value=None
    )
    assert set(desk.post(create(42), fields(value="")).context["form"].errors) == {"verdict"}
    desk.post(create(42), fields(value="900", issued="1000"))
    assert Observation.objects.get().issued == 1000


def test_others_indicators_are_not_there(desk):
    IndicatorFactory(number=14, departments=[DepartmentFactory(code="urban", name="区城管局")])
    assert desk.get(create(14)).status_code == 404


def test_of_a_derived_figure_only_what_others_measured_is_entered(desk):
    IndicatorFactory(number=41)
    form = desk.get(create(41)).context["form"]
    assert form.is_outside
    assert desk.post(create(41), fields()).context["form"].errors
    assert not Observation.objects.exists()


def test_a_figure_that_cannot_be_is_refused(desk, indicator):
    """9720 % was entered, approved and published as met."""
    for value in ("9720", "100.1", "-1"):
        assert set(desk.post(create(), fields(value=value)).context["form"].errors) == {"value"}
    assert not Observation.objects.exists()


def test_a_jump_is_asked_about_and_goes_on_when_it_is_right(desk, indicator):
    ObservationFactory(indicator=indicator, period="2023", value="96.1")
    answer = desk.get(create())
    assert "96.1% (2023年)" in answer.context["form"].fields["value"].help_text.replace("（", " (").replace("）", ")")
    answer = desk.post(create(), fields(value="9.72"))
    assert answer.context["form"].asks_again
    assert not Observation.objects.filter(period="2024").exists()
    desk.post(create(), fields(value="9.72", is_sure="on"))
    assert Observation.objects.filter(period="2024").exists()


def test_the_second_person_sees_the_step_and_what_it_makes_of_the_state(desk, indicator):
    ObservationFactory(indicator=indicator, period="2023", value="98.4")
    observation = waiting_figure(indicator=indicator, value="60")
    context = desk.get(reverse("board:observation-decide", args=[observation.public_id])).context
    assert (context["before"].value, context["change"], context["is_jump"]) == (Decimal("98.4"), Decimal("-38.4"), True)
    assert (context["present"].state, context["row"].state) == ("met", "not_met")


def test_another_person_publishes(desk, indicator):
    observation = waiting_figure(indicator=indicator)
    address = reverse("board:observation-decide", args=[observation.public_id])
    assert "97.2" in desk.get(address).content.decode()
    assert desk.post(address, {"approve": "1"}).headers["Location"] == DUE
    observation.refresh_from_db()
    assert observation.approved_at is not None


def test_sending_back_needs_a_reason(desk, indicator):
    observation = waiting_figure(indicator=indicator)
    address = reverse("board:observation-decide", args=[observation.public_id])
    assert desk.post(address, {"decline": "1"}).context["form"].errors
    desk.post(address, {"decline": "1", "reason": "缺少依据"})
    observation.refresh_from_db()
    assert observation.decline_reason == "缺少依据"


def test_who_entered_sees_it_but_cannot_publish(indicator):
    observation = waiting_figure(indicator=indicator, entered_by=officer())
    desk = signed_in(observation.entered_by)
    address = reverse("board:observation-decide", args=[observation.public_id])
    assert 'name="approve"' not in desk.get(address).content.decode()
    assert desk.post(address, {"approve": "1"}).status_code == 403


def test_a_correction_asks_for_its_reason(desk, indicator):
    held = ObservationFactory(indicator=indicator)
    address = reverse("board:observation-revise", args=[held.public_id])
    assert desk.get(address).context["form"]["value"].value() == held.value
    assert set(desk.post(address, fields()).context["form"].errors) == {"reason"}
    desk.post(address, fields(value="96", reason="台账补录"))
    assert Observation.objects.get(revision_of=held).reason == "台账补录"
    assert desk.get(address).status_code == 404


def test_the_meeting_sees_what_presses_first(indicator):
    IndicatorFactory(number=12, target_operator="follows_city", target_value=None)
    user = UserFactory()
    GrantFactory(user=user, role=Role.DISTRICT_REVIEWER)
    context = signed_in(user).get(reverse("board:decision-list", args=["2022-2025"])).context
    assert [row.indicator.number for row in context["rows"]] == [13]


def test_evidence_is_taken_in_and_seen_by_those_responsible_only(desk, indicator, picture):
    desk.post(create(), fields(files=picture))
    link = Observation.objects.get().evidence.get()
    address = reverse("board:evidence-file", args=[link.observation.public_id, link.stored.public_id])
    assert desk.get(address).status_code == 200
    assert link.stored.sha256 in link.observation.inputs["files"]
    stranger = signed_in(officer(DepartmentFactory(code="urban", name="区城管局")))
    assert stranger.get(address).status_code == 404


@pytest.fixture
def picture():
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(data, "JPEG")
    return SimpleUploadedFile("台账.jpg", data.getvalue(), "image/jpeg")
