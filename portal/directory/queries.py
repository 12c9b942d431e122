"""Reading the directory."""

from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet

from portal.clock import DISTRICT
from portal.directory.models import Area, AreaKind, CalendarDay, Plan
from portal.directory.workdays import LAST_YEAR, is_known, settled_before
from portal.health import Line, year_line

NOVEMBER = 11


def workday_exceptions() -> dict[date, bool]:
    """The administrator's table of days: whether offices work on each."""
    return dict(CalendarDay.objects.values_list("date", "is_workday"))


def year_is_known(year: int) -> bool:
    """Whether the working days of a year are published and known to the portal."""
    return is_known(year, workday_exceptions())


def is_provisional(due_on: date) -> bool:
    """Whether a deadline that counts working days lies in a year whose list is not there."""
    return due_on.year > LAST_YEAR and not year_is_known(due_on.year)


def has_passed(due_on: date, on: date) -> bool:
    """Whether a deadline lies behind; one that is provisional does not, however late it is."""
    return due_on < on and not is_provisional(due_on)


def passed_before(on: date) -> date:
    """Deadlines on days before this one have passed by `on`; the same for a search in the database."""
    return on if on.year <= LAST_YEAR else settled_before(on, workday_exceptions())


def health_lines(now: datetime) -> list[Line]:
    """Whether the working days of next year are known, once they are published."""
    today = now.astimezone(DISTRICT).date()
    return [year_line(today.year + 1, is_known=year_is_known(today.year + 1), is_time=today.month >= NOVEMBER)]


def other_district() -> str:
    """What this database calls the district that it is of, where the portal is of another one; else ""."""
    others = Area.objects.filter(kind=AreaKind.DISTRICT).exclude(code=settings.DISTRICT.code)
    return others.values_list("name", flat=True).first() or ""


def towns_and_streets() -> QuerySet[Area]:
    """The seven areas that the plan's duties name."""
    return Area.objects.filter(kind__in=[AreaKind.TOWN, AreaKind.STREET])


def current_plan(day: date) -> Plan | None:
    """The plan in force on a day; else the one that ended last: its figures stay until there is another."""
    return Plan.objects.filter(starts_on__lte=day).order_by("-starts_on").first()


def places_without_a_quota(_day: date) -> list[str]:
    """Towns and streets for which nobody has said how many outreach events a quarter they owe."""
    return [place.label for place in towns_and_streets().filter(quarterly_event_quota=None)]


def years_without_days_off(day: date) -> list[str]:
    """This year, and the next from November on, when the State Council has published its list."""
    years = [day.year, *([day.year + 1] if day.month >= NOVEMBER else [])]
    return [str(year) for year in years if not year_is_known(year)]
