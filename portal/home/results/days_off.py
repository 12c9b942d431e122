"""A year's list of days off in words: what was understood, what was not, what changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from portal.directory.holiday_checks import Trouble, TroubleKind
from portal.directory.holiday_notice import FESTIVALS, Fault, FaultKind, ListedDay
from portal.directory.models import CalendarDay
from portal.directory.workdays import Exceptions, is_workday, listed_days

FESTIVAL_LABELS = {
    "元旦": gettext_lazy("New Year's Day"),
    "春节": gettext_lazy("Spring Festival"),
    "清明": gettext_lazy("Tomb-Sweeping Day"),
    "劳动": gettext_lazy("Labour Day"),
    "端午": gettext_lazy("Dragon Boat Festival"),
    "中秋": gettext_lazy("Mid-Autumn Festival"),
    "国庆": gettext_lazy("National Day"),
}
FAULTS = {
    FaultKind.NOT_UNDERSTOOD: gettext_lazy("Not understood: “%(words)s”"),
    FaultKind.NO_SUCH_DAY: gettext_lazy("There is no such day: “%(words)s”"),
    FaultKind.BACKWARDS: gettext_lazy("It ends before it begins, or lasts longer than a month: “%(words)s”"),
    FaultKind.OTHER_YEAR: gettext_lazy("This is about %(said)s, not about %(found)s: “%(words)s”"),
    FaultKind.WEEKDAY: gettext_lazy("It says %(said)s, but the day is a %(found)s: “%(words)s”"),
    FaultKind.COUNT: gettext_lazy("It says %(said)s days, but names %(found)s: “%(words)s”"),
}
TROUBLES = {
    TroubleKind.OFF_AND_WORKED: gettext_lazy("%(day)s is off and worked at once."),
    TroubleKind.WORKED_WEEKDAY: gettext_lazy("%(day)s is no day of the weekend: nobody needs to make it up."),
    TroubleKind.MISSING: gettext_lazy("%(festival)s is missing, or has too few days off."),
}
KINDS = {False: pgettext_lazy("day", "off"), True: pgettext_lazy("day", "worked")}
# As the reader takes them in again.
SIGNS = {False: "休", True: "上班"}


@dataclass(frozen=True)
class DayRow:
    day: date
    kind: str
    festivals: str = ""
    was: str = ""


def fault_words(fault: Fault) -> str:
    return FAULTS[fault.kind] % {"words": fault.words, "said": fault.said, "found": fault.found}


def trouble_words(trouble: Trouble) -> str:
    return TROUBLES[trouble.kind] % {"day": trouble.day, "festival": FESTIVAL_LABELS.get(trouble.festival, "")}


def day_rows(days: Iterable[ListedDay]) -> list[DayRow]:
    """What was understood, in the order of the year, each day once."""
    named = {row.day: row for row in days}
    return [DayRow(day, KINDS[row.is_workday], _festivals(row)) for day, row in sorted(named.items())]


def changed_days(days: Iterable[ListedDay], year: int, before: Exceptions) -> list[DayRow]:
    """Days on which offices work otherwise than was known before; the table of the year is replaced whole."""
    named = {row.day: row.is_workday for row in days}
    after = {day: works for day, works in before.items() if day.year != year} | named
    first = min([date(year, 1, 1), *named])
    span = (first + timedelta(days=ahead) for ahead in range((date(year, 12, 31) - first).days + 1))
    changed = ((day, is_workday(day, before), is_workday(day, after)) for day in span)
    return [DayRow(day, KINDS[now], was=KINDS[was]) for day, was, now in changed if was != now]


def list_text(year: int, before: Exceptions) -> str:
    """What is known of a year, one date a line, to be corrected."""
    notes = dict(CalendarDay.objects.filter(date__year=year).values_list("date", "note"))
    lines = []
    for day, works in listed_days(year, before).items():
        note = notes.get(day, "")
        name = note if note and all(part in FESTIVALS for part in note.split("、")) else ""
        lines.append(" ".join(filter(None, [day.isoformat(), SIGNS[works], name])))
    return "\n".join(lines)


def _festivals(row: ListedDay) -> str:
    return _(", ").join(str(FESTIVAL_LABELS[name]) for name in row.festivals)
