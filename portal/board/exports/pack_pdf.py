"""The report for printing and keeping: the same words, set by typst."""

import dataclasses
import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from portal.board.exports.pack_words import NUMERALS, Words

SOURCE = Path(__file__).with_name("pack.typ")


def pack_pdf(words: Words) -> bytes:
    import typst  # noqa: PLC0415 - megabytes that most workers never need

    return typst.compile(
        SOURCE.read_bytes(),
        format="pdf",
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps({**dataclasses.asdict(words), "numerals": NUMERALS}, ensure_ascii=False)},
    )


@lru_cache(maxsize=1)
def _fonts() -> str:
    return str(files("pylopdf_fonts_zh_cn"))
