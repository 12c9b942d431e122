"""The codebook as archives read it: DDI-Codebook 2.5 (ddialliance.org), in both languages, beside the SPSS file."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from portal.clock import DISTRICT
from portal.text import xml_text
from surveys.enums import Mode
from surveys.exports.microdata import missing_of, numbers_of
from surveys.models import Wave
from surveys.questionnaire import Wording
from surveys.questionnaire.columns import Column, Shape

SPACE = "ddi:codebook:2_5"
LANGUAGES = (("zh", "zh"), ("en", "en"))
MEDIA_TYPE = "application/xml"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def codebook_ddi(wave: Wave, columns: Sequence[Column], cases: int) -> bytes:
    """The wave as a study, each column as a variable; numbers are those of the SPSS file."""
    ET.register_namespace("", SPACE)
    book = ET.Element(f"{{{SPACE}}}codeBook", {"version": "2.5"})
    _study(book, wave)
    file = _add(_add(book, "fileDscr", ID="F1"), "fileTxt")
    _add(file, "fileName", f"{wave.survey.slug}-{wave.number}-answers.sav")
    size = _add(file, "dimensns")
    _add(size, "caseQnty", str(cases))
    _add(size, "varQnty", str(len(columns)))
    data = _add(book, "dataDscr")
    for place, column in enumerate(columns, 1):
        _variable(data, column, place)
    return ET.tostring(book, encoding="utf-8", xml_declaration=True)


def _study(book: ET.Element, wave: Wave) -> None:
    survey, study = wave.survey, _add(book, "stdyDscr")
    citation = _add(study, "citation")
    title = _add(citation, "titlStmt")
    _add(title, "titl", survey.title, **{LANGUAGE: "zh"})
    _add(title, "parTitl", survey.title_en, **{LANGUAGE: "en"})
    _add(title, "IDNo", str(wave.public_id))
    _add(_add(citation, "rspStmt"), "AuthEnty", wave.bears.issuer or wave.bears.handler)
    summary = _add(_add(study, "stdyInfo"), "sumDscr")
    for event, moment in (("start", wave.opens_at), ("end", wave.closes_at)):
        day = moment.astimezone(DISTRICT).date().isoformat()
        _add(summary, "collDate", day, date=day, event=event)
    _add(summary, "universe", str(survey.get_audience_display()))
    collected = _add(_add(study, "method"), "dataColl")
    used = set(wave.responses.order_by().values_list("mode", flat=True))
    for mode in Mode:
        if mode in used:
            _add(collected, "collMode", str(mode.label))


def _variable(data: ET.Element, column: Column, place: int) -> None:
    row = _add(data, "var", ID=f"V{place}", name=column.name, files="F1", intrvl=_interval(column))
    _labels(row, column.label)
    if column.item:
        for language, name in LANGUAGES:
            _add(_add(row, "qstn", **{LANGUAGE: name}), "qstnLit", getattr(column.label, language))
    out = missing_of(column)
    for code, number in numbers_of(column).items():
        category = _add(row, "catgry", **({"missing": "Y"} if code in out else {}))
        _add(category, "catValu", f"{number:g}")
        _labels(category, column.codes[code])
    _add(row, "varFormat", type="character" if column.shape == Shape.MONTH else "numeric", schema="other")


def _labels(row: ET.Element, words: Wording) -> None:
    for language, name in LANGUAGES:
        _add(row, "labl", getattr(words, language), **{LANGUAGE: name})


def _interval(column: Column) -> str:
    return "contin" if column.shape == Shape.NUMBER else "discrete"


def _add(parent: ET.Element, name: str, text: str = "", /, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{SPACE}}}{name}", {key: xml_text(value) for key, value in attributes.items()})
    child.text = xml_text(text) or None
    return child
