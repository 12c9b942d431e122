"""The report for printing and keeping: the same words, set by typst."""

import dataclasses
import json
from pathlib import Path

from portal.board.exports.pack_words import NUMERALS, Words
from portal.typesetting import typeset

SOURCE = Path(__file__).with_name("pack.typ")


def pack_pdf(words: Words) -> bytes:
    report = {**dataclasses.asdict(words), "numerals": NUMERALS}
    return typeset(SOURCE, {"report": json.dumps(report, ensure_ascii=False)})
