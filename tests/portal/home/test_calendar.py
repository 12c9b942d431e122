"""The days off of a year: asked for, entered through the page, followed by what is open."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.directory.models import CalendarDay
from portal.directory.queries import workday_exceptions, year_is_known
from portal.directory.workdays import is_workday
from portal.home.operations import ask_for_calendar, enter_year
from portal.home.operations.calendar import NotBelievedError
from portal.inbox.models import Task
from portal.ledger.models import Entry
from tests.factories.accounts import GrantFactory, with_second_factor
from tests.portal.directory.test_holiday_notice import notice

pytestmark = pytest.mark.django_db
NOTICE = (Path(__file__).parents[1] / "directory/notices/made-up-2027.txt").read_text()
PAGE = "/working-days/2027/"
SPECIAL = NOTICE.replace("2月14日（周日）、2月20日（周六）上班", "2月14日（周日）上班")


@pytest.fixture
def administrator():
    return GrantFactory(role=Role.DISTRICT_ADMINISTRATOR).user


@pytest.fixture
def desk(administrator):
    client = Client()
    client.force_login(with_second_factor(administrator))
    return client


@pytest.fixture
def enter(administrator, now):
    def enter(text=NOTICE, year=2027, *, is_compared=False):
        return enter_year(actor=administrator, year=year, text=text, is_compared=is_compared, now=now)

    return enter


def asked(*day):
    return ask_for_calendar(now=datetime(*day, 12, tzinfo=UTC))


def test_next_year_is_asked_for_from_november_until_it_is_known(enter, administrator):
    assert asked(2026, 10, 31) == []
    assert asked(2026, 11, 1) == asked(2026, 11, 29) == [2027]
    task = Task.objects.waiting().get()
    assert (task.role, task.link, task.due_on) == (Role.DISTRICT_ADMINISTRATOR, PAGE, date(2026, 12, 15))
    enter()
    assert not Task.objects.waiting().exists()
    assert asked(2026, 12, 31) == []


def test_a_year_that_has_begun_without_its_list_is_asked_for_at_any_time(capsys):
    assert asked(2027, 3, 1) == [2027]
    assert asked(2027, 11, 2) == [2027, 2028]
    CalendarDay.objects.bulk_create(
        CalendarDay(date=date(2027, month, day), is_workday=False)
        for month, day in [(1, 1), *((10, day) for day in range(1, 13))]
    )
    assert asked(2027, 11, 3) == [2028]
    assert Task.objects.waiting().count() == 1
    call_command("ask_for_calendar")
    assert "2027" not in capsys.readouterr().out


def test_a_list_is_kept_whole_with_its_trace(enter, administrator):
    entered = enter()
    assert (entered.days, entered.moved, CalendarDay.objects.count()) == (33, 0, 33)
    assert year_is_known(2027)
    entry = Entry.objects.get(action="calendar.enter")
    assert (entry.actor, entry.subject) == (str(administrator.public_id), "directory.calendar:2027")
    assert (entry.before, entry.after["worked"][0], entry.after["text"]) == (
        {"off": [], "worked": []},
        "2027-02-14",
        NOTICE,
    )


def test_a_published_year_is_corrected_and_the_correction_leads(enter):
    moved = notice(2026).replace("10月10日（周六）", "10月11日（周日）")
    enter(moved, 2026)
    table = workday_exceptions()
    assert [is_workday(date(2026, 10, day), table) for day in (10, 11)] == [False, True]
    enter(notice(2026), 2026)
    table = workday_exceptions()
    assert [is_workday(date(2026, 10, day), table) for day in (10, 11)] == [True, False]
    assert not CalendarDay.objects.filter(date=date(2026, 10, 11)).exists()


@pytest.mark.parametrize("text", ["", NOTICE.replace("共8天", "共7天"), NOTICE.split("七、国庆")[0], SPECIAL])
def test_what_is_not_believed_is_not_kept(enter, text):
    with pytest.raises(NotBelievedError):
        enter(text)
    assert not CalendarDay.objects.exists()


def test_a_special_year_is_vouched_for(enter):
    assert enter(SPECIAL, is_compared=True).days == 32


def test_only_the_administrator_enters(now):
    editor = GrantFactory(role=Role.EDITOR).user
    with pytest.raises(PermissionDenied):
        enter_year(actor=editor, year=2027, text=NOTICE, is_compared=False, now=now)


def test_the_page_shows_what_it_understood_and_saves_that_text_alone(desk):
    assert "未录入" in desk.get(reverse("home:calendar-list")).content.decode()
    shown = desk.post(PAGE, {"text": NOTICE})
    assert not CalendarDay.objects.exists()
    assert "2027-02-14" in shown.content.decode()
    assert (len(shown.context["days"]), shown.context["differs"]) == (33, False)
    seen = shown.context["form"].seen
    again = desk.post(PAGE, {"text": NOTICE.replace("2月20日（周六）", "2月21日（周日）"), "seen": seen})
    assert (again.status_code, CalendarDay.objects.count()) == (200, 0)
    saved = desk.post(PAGE, {"text": NOTICE, "seen": seen}, follow=True)
    assert "已在本平台录入" in saved.content.decode()
    assert "2027-01-01 休 元旦" in desk.get(PAGE).content.decode()


def test_the_page_names_each_line_that_it_does_not_understand(desk):
    wrong = NOTICE.replace("5月8日（周六）上班", "5月8日补上").replace("2月14日（周日）", "2月14日（周六）")
    answer = desk.post(PAGE, {"text": wrong})
    words = answer.content.decode()
    assert answer.status_code == 400
    assert "5月8日补上" in words
    assert "当天实为周日" in words
    assert "缺少国庆节" in desk.post(PAGE, {"text": NOTICE.split("七、国庆")[0]}).content.decode()


def test_a_list_that_differs_from_the_law_is_saved_only_when_vouched_for(desk):
    shown = desk.post(PAGE, {"text": SPECIAL})
    assert "折算放假 14 天" in shown.content.decode()
    known = {"text": SPECIAL, "seen": shown.context["form"].seen}
    assert desk.post(PAGE, known).status_code == 200
    assert not CalendarDay.objects.exists()
    assert desk.post(PAGE, known | {"is_compared": "on"}).status_code == 302
    assert CalendarDay.objects.count() == 32


def test_a_correction_shows_what_changes(desk):
    text = desk.get("/working-days/2026/").context["form"].initial["text"]
    shown = desk.post("/working-days/2026/", {"text": text})
    assert shown.context["changes"] == []
    shown = desk.post("/working-days/2026/", {"text": text.replace("2026-10-10", "2026-10-11")})
    assert [str(row.day) for row in shown.context["changes"]] == ["2026-10-10", "2026-10-11"]


def test_years_far_off_are_no_pages(desk):
    assert [desk.get(f"/working-days/{year}/").status_code for year in (2024, 2025, 2028, 2029)] == [404, 200, 200, 404]
