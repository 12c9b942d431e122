"""What keeps a definition from being a questionnaire: in English for logs and tests, by its code for words on a page."""

from enum import StrEnum
from typing import Self


class Flawed(StrEnum):
    """Each with its English words."""

    NO_TEXT = "no text in {what}"
    NO_STATEMENTS = "no statements"
    KIND = "unknown kind {what}"
    OPTIONS = "options belong to choices, and to all of them"
    OPTION_TWICE = "an option code occurs twice"
    OPTION_CODE = "option code {what!r} is not a word of letters, digits and underscores"
    DAY = "{what!r} is no day, such as 2026-11-24"
    CONDITION = "its condition names no earlier question with these options"
    WORDS = "its words name no earlier question"
    ID = "ids are words, each used once"
    ENDING = "no ending {what}"
    CODE = "code: missing"
    SIDES = "{what} answers"
    STRENGTH = "positive and negative answers are not equally strong"
    NO_WAY_OUT = "nobody can say that it is unclear to them"
    NOT_PLAIN = 'what is put in order is words alone: no ending, no "other", nothing that excludes the rest'
    PLACES = "there are not {what} answers to put in order"
    SAME_STRENGTH = "two answers of the same strength {what}"
    ORDER = "answers do not run in order from one end to the other"


class Flaw(str):
    """One flaw: its English words, and of what they are made."""

    __slots__ = ("code", "what", "where")
    code: Flawed
    where: str
    what: str

    def __new__(cls, code: Flawed, where: str = "", what: str = "") -> Self:
        words = code.value.format(what=what)
        made = super().__new__(cls, f"{where}: {words}" if where else words)
        made.code, made.where, made.what = code, where, what
        return made
