"""Reading a large table of answers without a Python object for each field.

The file is one array of bytes.  Every line must hold the same number of commas; where quoted text with commas or
quotes breaks this, ``read_table`` takes the csv module instead.
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from portal.statistics.arrays import MISSING, Codes, Flags, Floats, combine
from portal.statistics.cases.tables import Table, TextTable
from portal.statistics.errors import InvalidInputError
from portal.statistics.margins import Factor

LARGE = 1_000_000

_COMMA, _LINE, _QUOTE, _MINUS, _POINT, _ZERO = b',\n"-.0'
_BOM = b"\xef\xbb\xbf"
_WORD = 8
_FEW = 1000  # categories that are looked up in a table rather than sorted
_SAMPLE = 4096
_STRETCH = 1 << 19
_DIGITS = 15  # a number of so many digits and its power of ten are exact, so their quotient is rounded once

_POWERS = 10.0 ** np.arange(_DIGITS + 1)

_Bytes = npt.NDArray[np.uint8]
_Positions = npt.NDArray[np.signedinteger[Any]]
_Words = npt.NDArray[np.uint64]


def read_table(path: Path, *, large: int = LARGE) -> Table:
    """The table of a CSV file (UTF-8, header line); files from ``large`` bytes are read by arrays if they are plain."""
    if path.stat().st_size >= large:
        table = ByteTable.read(path)
        if table is not None:
            return table
    return TextTable(path)


class ByteTable:
    """A table whose fields are stretches of one array of bytes."""

    def __init__(self, data: _Bytes, ends: _Positions, names: list[str], *, quoted: bool) -> None:
        """``ends`` (rows + 1, columns): where each field ends, the header first; ``quoted``: some fields are."""
        self.n = len(ends) - 1
        self._data, self._ends, self._names, self._quoted = data, ends, names, quoted

    @classmethod
    def read(cls, path: Path) -> "ByteTable | None":
        """Read a file, or None if its fields cannot be told apart by commas and line ends alone."""
        raw = path.read_bytes().removeprefix(_BOM)
        raw = raw if raw.endswith(b"\n") else raw + b"\n"
        names = [name.strip('"') for name in raw[: raw.find(b"\n")].decode().split(",")]
        data = np.frombuffer(raw, dtype=np.uint8)
        stops = _stops(data)
        n_lines, rest = divmod(len(stops), len(names))
        if rest or raw.count(b"\n") != n_lines or b"\r" in raw:
            return None
        ends = stops.reshape(n_lines, len(names))
        if (data[ends[:, -1]] != _LINE).any():
            return None
        n_quotes = raw.count(b'"')
        if n_quotes and not _quotes_are_plain(data, ends, n_quotes):
            return None
        return cls(data, ends, names, quoted=n_quotes > 0)

    def factor(self, name: str) -> Factor:
        """See Table."""
        factored = [_categories(word) for word in self._words(name)]
        codes, patterns = combine([places for _, places in factored])
        # Bytes of a text fill its words from the left, so the words' bytes in order are the text.
        labels = [
            b"".join(int(known[place]).to_bytes(_WORD, "big") for (known, _), place in zip(factored, row, strict=True))
            .rstrip(b"\0")
            .decode()
            for row in patterns
        ]
        if "" not in labels:
            return Factor(codes, tuple(labels))
        empty = labels.index("")
        del labels[empty]
        places = np.arange(len(labels) + 1) - (np.arange(len(labels) + 1) > empty)
        places[empty] = MISSING
        return Factor(places[codes], tuple(labels))

    def numbers(self, name: str) -> Floats | None:
        """See Table."""
        starts, lengths = self._fields(name)
        sample = starts[:: max(len(starts) // _SAMPLE, 1)], lengths[:: max(len(starts) // _SAMPLE, 1)]
        is_repetitive = len(np.unique(_digest(self._data, *sample))) <= _FEW
        numbers = None if is_repetitive else self._digits(starts, lengths)
        return _numbers_of(self.factor(name)) if numbers is None else numbers

    def _fields(self, name: str) -> tuple[_Positions, _Positions]:
        """Where the fields of a column start, and how long they are, without quotes."""
        if name not in self._names:
            message = f"There is no column {name!r}."
            raise InvalidInputError(message)
        place = self._names.index(name)
        ends = self._ends[1:, place].astype(np.int64)
        starts = (self._ends[1:, place - 1] if place else self._ends[:-1, -1]).astype(np.int64) + 1
        if not self._quoted:
            return starts, ends - starts
        quoted = (self._data[starts] == _QUOTE).astype(np.int64)
        return starts + quoted, ends - starts - 2 * quoted

    def _byte(self, starts: _Positions, lengths: _Positions, place: int) -> tuple[_Bytes, Flags]:
        """The byte at ``place`` of each field, 0 after its end, and whether it is before the end."""
        inside = place < lengths
        found = self._data.take(starts + place, mode="clip")
        return found * inside, inside

    def _words(self, name: str) -> list[_Words]:
        """The fields of a column in words of eight bytes."""
        starts, lengths = self._fields(name)
        words = []
        for first in range(0, max(int(lengths.max(initial=0)), 1), _WORD):
            word = np.zeros(self.n, dtype=np.uint64)
            for place in range(first, first + _WORD):
                word <<= np.uint64(8)
                if place < int(lengths.max(initial=0)):
                    word |= self._byte(starts, lengths, place)[0]
            words.append(word)
        return words

    def _digits(self, starts: _Positions, lengths: _Positions) -> Floats | None:
        """Numbers written as digits with at most one point, or None if one is not."""
        whole = np.zeros(self.n, dtype=np.int64)
        decimals = np.zeros(self.n, dtype=np.uint8)
        points = np.zeros(self.n, dtype=np.uint8)
        if int(lengths.max(initial=0)) > _DIGITS:
            return None
        negative = self._byte(starts, lengths, 0)[0] == _MINUS
        for place in range(int(lengths.max(initial=0))):
            byte, inside = self._byte(starts, lengths, place)
            digit = byte - np.uint8(_ZERO)
            is_digit = digit <= 9  # noqa: PLR2004 - bytes wrap around, so this alone tells a digit
            is_point = byte == _POINT
            if (inside & ~is_digit & ~is_point & ~(negative & (place == 0))).any():
                return None
            np.multiply(whole, 10, out=whole, where=is_digit)
            np.add(whole, digit, out=whole, where=is_digit)
            decimals += is_digit & (points > 0)
            points += is_point
        if ((points > 1) | ((lengths > 0) & (lengths == points + negative))).any():
            return None
        numbers = whole / _POWERS[decimals]
        return np.where(lengths == 0, np.nan, np.where(negative, -numbers, numbers))


def _stops(data: _Bytes) -> _Positions:
    """Where commas and line ends are, looked for in stretches that stay in the processor's cache."""
    kind = np.int32 if len(data) < 2**31 else np.int64  # half the memory to walk through
    found = []
    for start in range(0, len(data), _STRETCH):
        stretch = data[start : start + _STRETCH]
        is_stop = stretch == _COMMA
        is_stop |= stretch == _LINE
        found.append((np.flatnonzero(is_stop) + start).astype(kind))
    return np.concatenate(found)


def _quotes_are_plain(data: _Bytes, ends: _Positions, n_quotes: int) -> bool:
    """Whether the ``n_quotes`` quotes occur only around whole fields."""
    flat = ends.reshape(-1)
    starts = np.concatenate([[0], flat[:-1] + 1])
    wrapped = (data[starts] == _QUOTE) & (data[flat - 1] == _QUOTE) & (flat - starts > 1)
    return n_quotes == 2 * int(np.count_nonzero(wrapped))


def _digest(data: _Bytes, starts: _Positions, lengths: _Positions) -> _Words:
    """A number for each field that differs where fields differ (but for rare accidents)."""
    digest = np.zeros(len(starts), dtype=np.uint64)
    for place in range(int(lengths.max(initial=0))):
        byte = data.take(starts + place, mode="clip") * (place < lengths)
        digest = digest * np.uint64(257) + byte
    return digest


def _categories(words: _Words) -> tuple[_Words, Codes]:
    """The different words, sorted, and the place of each word (n,) among them."""
    known = np.unique(words[:: max(len(words) // _SAMPLE, 1)])
    if len(known) > _FEW:
        known, places = np.unique(words, return_inverse=True)
        return known, places
    places = _lookup(known, words)
    strange = known[places] != words
    if strange.any():
        known = np.union1d(known, words[strange])
        places = _lookup(known, words)
    return known, places


def _lookup(known: _Words, words: _Words) -> Codes:
    """Where each word is in the sorted ``known``, if it is there."""
    return np.minimum(np.searchsorted(known, words), len(known) - 1)


def _numbers_of(factor: Factor) -> Floats | None:
    try:
        values = np.array([float(label) for label in factor.labels])
    except ValueError:
        return None
    return np.append(values, np.nan)[factor.codes] if np.isfinite(values).all() else None
