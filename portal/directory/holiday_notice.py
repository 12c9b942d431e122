"""Reading the State Council's list of a year's days off, as published or one date a line.

The notice (国务院办公厅关于2026年部分节假日安排的通知) says for each festival which days are off and which days of
the weekend are worked instead: 一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
A line of one's own says the same of a day: 2027-01-04 上班.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from portal.text import narrow_text

FESTIVALS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
_NAME = r"(?:元旦|新年|春节|清明|(?:五一)?(?:国际)?劳动|端午|中秋|(?:十一)?国庆)节?"
NAMES = rf"{_NAME}(?:[、和及]{_NAME})*"
WEEKDAYS = "一二三四五六日"

DATE = r"(?:(?:\d{4}|次|明)年)?(?:\d{1,2}月)?\d{1,2}[日号]?(?:\([^()]*\))?"
DATE_PARTS = re.compile(r"(?:(\d{4}|次|明)年)?(?:(\d{1,2})月)?(\d{1,2})([日号]?)(?:\(([^()]*)\))?(至?)")
DAYS = rf"{DATE}(?:[至、和及]{DATE})*"
OFF = r"放假调休|放假|休假|休息|补休|休|假|off|holiday"
WORK = r"(?:正常|照常|调休)?上班|补班|工作日|班|work(?:ingday|day)?"
HEADING = re.compile(rf"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{{1,2}}[.、])?({NAMES}):?")
CLAUSE = re.compile(rf"({DAYS})?(?:({OFF})|({WORK}))(?:共?(\d+)天)?({NAMES})?")
ONLY_DAYS, COUNT = re.compile(DAYS), re.compile(r"(?:一?共计?)(\d+)天")
FILLERS = re.compile(r"不调休|调休|(?:与|和)(?:周末|周六|周日|双休日)连休|连休")
WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
TITLE = re.compile(r"关于(\d{4})年部分节假日安排")
ISSUER = "国务院办公厅"
SIGNATURE = re.compile(rf"(?:{ISSUER})?\d{{4}}年\d{{1,2}}月\d{{1,2}}日")
ADVICE = "鼓励"
SAYS_A_DAY = re.compile(r"\d{1,2}月\d{1,2}|\d日")
NEXT_YEAR = ("次", "明")
ONE_DAY = timedelta(days=1)
LONGEST_RANGE = 31


class FaultKind(StrEnum):
    NOT_UNDERSTOOD = "not_understood"
    NO_SUCH_DAY = "no_such_day"
    BACKWARDS = "backwards"
    OTHER_YEAR = "other_year"
    WEEKDAY = "weekday"
    COUNT = "count"


@dataclass(frozen=True)
class Fault:
    """What stands in the way, with the words of the text in which it lies; `said` there, `found` here."""

    kind: FaultKind
    words: str
    said: str = ""
    found: str = ""


@dataclass(frozen=True)
class ListedDay:
    """A day that the list names: off or worked, and for which festivals."""

    day: date
    is_workday: bool
    festivals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What was understood of a text, in its order; what stands in the way; sentences with a day that lay down none."""

    days: tuple[ListedDay, ...]
    faults: tuple[Fault, ...]
    passed_over: tuple[str, ...]


class ReadingError(ValueError):
    def __init__(self, kind: FaultKind, said: str = "", found: str = "") -> None:
        super().__init__(kind)
        self.kind, self.said, self.found = kind, said, found


@dataclass
class _Reader:
    year: int
    days: list[ListedDay] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    festivals: tuple[str, ...] = ()
    # Days named without a verb yet: 9月20日，10月10日上班. Days off of this sentence, for its 共3天.
    pending: list[date] = field(default_factory=list)
    off: set[date] = field(default_factory=set)

    def sentence(self, words: str, *, before: str, has_begun: bool) -> None:
        """Take in a sentence; `before` is the one before it."""
        self.pending, self.off = [], set()
        is_signature = SIGNATURE.fullmatch(words) and ISSUER in (before, words[: len(ISSUER)])
        if words.startswith(ADVICE) or is_signature:
            self._pass_over(words)
            return
        try:
            understood = [self._clause(clause) for clause in words.split(",") if clause]
        except ReadingError as error:
            self.faults.append(Fault(error.kind, words, error.said, error.found))
            return
        if all(understood) and not self.pending:
            return
        if has_begun and SAYS_A_DAY.search(words):
            self.faults.append(Fault(FaultKind.NOT_UNDERSTOOD, words))
        else:
            self._pass_over(words)

    def _pass_over(self, words: str) -> None:
        if SAYS_A_DAY.search(words):
            self.passed_over.append(words)

    def _clause(self, clause: str) -> bool:
        """Take in what a part between commas says; False when it is not understood."""
        clause = self._after_heading(clause)
        if not clause or FILLERS.fullmatch(clause):
            return True
        if total := COUNT.fullmatch(clause):
            self._check_count(total[1])
            return True
        if ONLY_DAYS.fullmatch(clause):
            self.pending += days_in(clause, self.year)
            return True
        said = CLAUSE.fullmatch(clause)
        if not said:
            return False
        named, off, _work, count, name = said.groups()
        days = self.pending + (days_in(named, self.year) if named else [])
        festivals = _festivals(name) if name else self.festivals
        self.days += [ListedDay(day, not off, festivals) for day in days]
        self.pending = []
        if off:
            self.off |= set(days)
        if count:
            self._check_count(count)
        return bool(days)

    def _after_heading(self, clause: str) -> str:
        heading = HEADING.match(clause)
        if heading and (heading.end() == len(clause) or clause[heading.end()].isdigit()):
            self.festivals = _festivals(heading[1])
            return clause[heading.end() :]
        return clause

    def _check_count(self, said: str) -> None:
        if len(self.off) != int(said):
            raise ReadingError(FaultKind.COUNT, said, str(len(self.off)))


def read_notice(text: str, year: int) -> Reading:
    """The days that a text lays down for a year; never an exception, every line that is not understood is a fault."""
    reader = _Reader(year)
    sentences = list(_sentences(text))
    title = TITLE.search("".join(sentences))
    if title and int(title[1]) != year:
        reader.faults.append(Fault(FaultKind.OTHER_YEAR, title[0], title[1], str(year)))
    # What stands before the first festival of a notice is its preamble; a list of lines has none.
    starts = [place for place, words in enumerate(sentences) if HEADING.match(words)]
    for place, (before, words) in enumerate(zip(["", *sentences], sentences, strict=False)):
        reader.sentence(words, before=before, has_begun=not starts or place >= starts[0])
    return Reading(tuple(reader.days), tuple(reader.faults), tuple(reader.passed_over))


def days_in(words: str, year: int) -> list[date]:
    """The days that words like 2月15日(周日)至23日、28日 name, of the list of a year.

    A day without a month or year stands in that of the day before it. Raises ReadingError.
    """
    found: list[date] = []
    month, from_day = None, None
    for said in DATE_PARTS.finditer(words):
        year_said, month_said, day_said, sign, remark, joined = said.groups()
        follows = found and (from_day or not month_said)
        at = year + 1 if year_said in NEXT_YEAR else int(year_said or (found[-1].year if follows else year))
        month = int(month_said) if month_said else month
        if month is None or not (sign or month_said or joined or from_day):
            raise ReadingError(FaultKind.NOT_UNDERSTOOD)
        day = _day(at, month, int(day_said))
        _check(day, remark or "", year)
        if from_day and not ONE_DAY <= day - from_day <= LONGEST_RANGE * ONE_DAY:
            raise ReadingError(FaultKind.BACKWARDS)
        begin = from_day + ONE_DAY if from_day else day
        found += [begin + ahead * ONE_DAY for ahead in range((day - begin).days + 1)]
        from_day = day if joined else None
    return found


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ReadingError(FaultKind.NO_SUCH_DAY) from error


def _check(day: date, remark: str, year: int) -> None:
    """A list may reach into the December before and the January after; the weekday in brackets is the day's."""
    if day.year != year and (day.year, day.month) not in {(year - 1, 12), (year + 1, 1)}:
        raise ReadingError(FaultKind.OTHER_YEAR, str(day.year), str(year))
    said = WEEKDAY.search(remark)
    if said and said[1].replace("天", "日") != WEEKDAYS[day.weekday()]:
        raise ReadingError(FaultKind.WEEKDAY, said[0], f"周{WEEKDAYS[day.weekday()]}")


def _festivals(words: str) -> tuple[str, ...]:
    return tuple(name for name in FESTIVALS if name in words.replace("新年", "元旦"))


def _sentences(text: str) -> Iterator[str]:
    """In one way of writing: half-width signs, no blanks, 至 between two days, one sentence at a time."""
    plain = narrow_text(text).lower()
    plain = ISO.sub(r"\1年\2月\3日", plain)
    plain = re.sub(r"\([^()]*\)", lambda remark: re.sub(r"[,。;、\n]", " ", remark[0]), plain)
    for line in plain.splitlines():
        joined = re.sub(r"[~\-\u2010-\u2015到]+", "至", re.sub(r"\s+", "", line)).strip("至•*·")
        yield from filter(None, re.split("[。;]", joined))
