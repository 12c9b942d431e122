"""What a figure is about in time: a year, a half-year, a quarter or a month."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

FORMS = {
    "year": re.compile(r"(\d{4})"),
    "half": re.compile(r"(\d{4})-H([12])"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "month": re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
}
YEARS = range(2000, 2101)
MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


class PeriodError(ValueError):
    """The text names no period."""


@dataclass(frozen=True, slots=True)
class Period:
    kind: str
    year: int
    part: int = 1

    @property
    def starts_on(self) -> dt.date:
        return dt.date(self.year, (self.part - 1) * MONTHS[self.kind] + 1, 1)

    @property
    def ends_on(self) -> dt.date:
        month = self.part * MONTHS[self.kind]
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def place(self) -> tuple[dt.date, int]:
        """Later ends come later; of two that end together the longer one counts."""
        return (self.ends_on, MONTHS[self.kind])

    def __str__(self) -> str:
        return {
            "year": f"{self.year}",
            "half": f"{self.year}-H{self.part}",
            "quarter": f"{self.year}-Q{self.part}",
            "month": f"{self.year}-{self.part:02d}",
        }[self.kind]


@lru_cache(maxsize=1024)
def parse_period(text: str) -> Period:
    for kind, form in FORMS.items():
        if found := form.fullmatch(text.strip()):
            year, part = int(found[1]), int(found.group(found.lastindex)) if form.groups > 1 else 1
            if year in YEARS:
                return Period(kind, year, part)
    msg = f"{text!r} is no year, half-year, quarter or month"
    raise PeriodError(msg)


def year_of(day: dt.date) -> Period:
    return Period("year", day.year)


def quarter_of(day: dt.date) -> Period:
    return Period("quarter", day.year, (day.month - 1) // 3 + 1)
