"""What the text of an Office file would make a program do: fields of Word, formulas of Excel."""

import re

from lxml import etree

from portal.evidence.child.unfit import UnfitError

FETCHING_FIELDS = frozenset(
    "DDE DDEAUTO INCLUDE INCLUDEPICTURE INCLUDETEXT IMPORT LINK DATABASE RD MACROBUTTON EMBED PRINT CONTROL".split()
)
FORMULAS = frozenset(
    "f formula formula1 formula2 definedName calculatedColumnFormula totalsRowFormula oldFormula".split()
)
QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
# Programs asked by name (DDE), addresses fetched, code called; another workbook by its file name.
ACTING = re.compile(r"\||\b(WEBSERVICE|IMAGE|RTD|CALL|REGISTER(\.ID)?|EXEC|DDE)\s*\(", re.IGNORECASE)
WORKBOOK = re.compile(r"\[[^\[\]]*\.(xl\w{1,3}|csv|ods)\]", re.IGNORECASE)


def check_formula(item: etree._Element, name: str) -> None:
    """Raise UnfitError for a formula that fetches or runs something."""
    text = item.text if name in FORMULAS and "spreadsheetml" in item.tag else None
    if text and (WORKBOOK.search(text) or ACTING.search(QUOTED.sub("", text))):
        raise UnfitError("remote")


def check_fields(tree: etree._Element) -> None:
    """Raise UnfitError for a field that fetches or runs something, or that hides its name in another field."""
    told: list[str] = []  # the instructions of the fields that are open here, the innermost last
    for item in tree.iter("{*}fldSimple", "{*}fldChar", "{*}instrText"):
        name, step = item.tag.rpartition("}")[2], _attribute(item, "fldCharType")
        if name == "fldSimple":
            _check_field(_attribute(item, "instr"))
        elif name == "instrText":
            told[-1:] = ["".join(told[-1:]) + (item.text or "")]
        elif step == "begin":
            _check_nesting(told)
            told.append("")
        else:
            _check_field("".join(told[-1:]))
            told[-1:] = told[-1:] if step == "separate" else []
    for instruction in told:
        _check_field(instruction)


def _check_nesting(told: list[str]) -> None:
    """A field whose instruction begins with another field is named by what that one makes."""
    if told and not told[-1].strip():
        raise UnfitError("remote")


def _attribute(item: etree._Element, name: str) -> str:
    return next((value for key, value in item.attrib.items() if key.rpartition("}")[2] == name), "")


def _check_field(instruction: str) -> None:
    word = instruction.strip().strip('"').split(None, 1)
    if word and word[0].upper().strip('"') in FETCHING_FIELDS:
        raise UnfitError("remote")
