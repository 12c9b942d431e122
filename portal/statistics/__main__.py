"""``python -m portal.statistics CASE_DIR... -o results.json``: answer cases and write the results."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from portal.statistics.cases import run


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer the cases of the command line; without ``-o`` the results go to standard output."""
    parser = argparse.ArgumentParser(prog="python -m portal.statistics", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="CASE_DIR", help="a case, or a folder of cases")
    parser.add_argument("-o", "--output", type=Path, help="where to write results.json")
    options = parser.parse_args(arguments)
    text = json.dumps(run(options.folders), ensure_ascii=False, allow_nan=False)
    if options.output is None:
        sys.stdout.write(text + "\n")
    else:
        options.output.write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
