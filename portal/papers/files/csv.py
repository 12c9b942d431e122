"""Tables as text, in the encodings and with the separators in which office programs here write them."""

import csv
import io
import re
from itertools import islice

from portal.papers.errors import UnreadableError
from portal.papers.files.grid import Grid, Marks, check_place, grid_of
from portal.papers.files.limits import Limits
from portal.spreadsheets import FORMULA_SIGNS

SEPARATORS = (",", "\t", ";")
LOOKED_AT = 20  # rows, to tell the separator
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# GB18030 holds GBK, and GBK GB2312.
_UNMARKED = ("utf-8", "gb18030")
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x7f]")
_MARKUP = re.compile(r"\s*<(?:!|\?xml|html|table|meta|head|body)", re.IGNORECASE)
_OTHER = re.compile(r"%PDF-|%!PS|\{\\rtf")  # plain letters, and no table
_SAID = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # Excel's own first line


def read_csv(data: bytes, limits: Limits) -> Grid:
    text = _decoded(data)
    if _MARKUP.match(text):
        raise UnreadableError("markup")
    if _OTHER.match(text):
        raise UnreadableError("kind")
    said = _SAID.match(text)
    try:
        found = [_rows(text, separator, limits) for separator in ((said[1],) if said else SEPARATORS)]
    except csv.Error as error:
        raise UnreadableError("damaged") from error
    rows = max(found, key=_width)
    if len(rows) > limits.last_row:
        check_place(limits.last_row, 0, limits)
    return grid_of([[] if said and not number else _unguarded(row) for number, row in enumerate(rows)], Marks(), limits)


def _decoded(data: bytes) -> str:
    coding = next((name for mark, name in _MARKS if data.startswith(mark)), _wide(data))
    for name in (coding,) if coding else _UNMARKED:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return text
    raise UnreadableError("kind")


def _wide(data: bytes) -> str:
    """UTF-16 without its mark: every separator and line break has an empty half."""
    if b"\x00" not in data[:1000]:
        return ""
    return "utf-16-le" if data[1:1000:2].count(0) >= data[:1000:2].count(0) else "utf-16-be"


def _rows(text: str, separator: str, limits: Limits) -> list[list[str]]:
    """One row more than may be read tells that there are more."""
    return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), limits.last_row + 1))


def _width(rows: list[list[str]]) -> int:
    """Cells that most rows agree on; text has commas here and there, a table has its separator everywhere."""
    widths = [len(row) for row in rows if any(row)][:LOOKED_AT]
    return max((width * widths.count(width) for width in widths), default=0)


def _unguarded(row: list[str]) -> list[str]:
    """Our own files hold an apostrophe before what a program would work out."""
    return [cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_SIGNS) else cell for cell in row]
