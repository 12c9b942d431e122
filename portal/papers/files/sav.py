"""SPSS's files as a grid of texts; read by a child process: its reader is C and the bytes are a stranger's."""

import io
import json
import math
import sys
from typing import Any

from portal.papers.errors import UnreadableError
from portal.papers.files.grid import Grid, check_place
from portal.papers.files.limits import Limits

MARKS = (b"$FL2", b"$FL3")
MEMORY, SECONDS = 1024**3, 60


def is_sav(data: bytes) -> bool:
    return data.startswith(MARKS)


def grid_of_sav(told: bytes, limits: Limits) -> Grid:
    """What the child said, within the limits of a table. The first row has the names of the variables."""
    found = json.loads(told)
    rows = [found["names"], *found["rows"]]
    check_place(len(rows) - 1, len(rows[0]) - 1, limits)
    if sum(len(text) for row in rows for text in row) > limits.signs:
        raise UnreadableError("signs", most=limits.signs)
    return Grid(dict(enumerate(rows, 1)))


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def main() -> int:  # pragma: no cover - the child
    import pyreadstat  # noqa: PLC0415 - before the limits, for it loads much

    from portal.confined import confine  # noqa: PLC0415

    confine(memory_bytes=4 * MEMORY, cpu_seconds=SECONDS)
    try:
        columns, told = pyreadstat.read_sav(
            io.BytesIO(sys.stdin.buffer.read()), user_missing=True, output_format="dict"
        )
    except pyreadstat.ReadstatError:
        return 1
    rows = [[_text(value) for value in row] for row in zip(*columns.values(), strict=True)]
    json.dump({"names": told.column_names, "rows": rows}, sys.stdout)
    return 0


if __name__ == "__main__":  # pragma: no cover
    sys.exit(main())
