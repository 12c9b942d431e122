"""Every reference case under ``cases`` gives what R gave."""

import json
from pathlib import Path

import pytest

from portal.statistics.cases import run_case

from .judge import differences

CASES = sorted((Path(__file__).parent / "cases").glob("*/expected.json"))


@pytest.mark.parametrize("expected", CASES, ids=lambda path: path.parent.name)
def test_reference_case(expected: Path) -> None:
    found = json.loads(json.dumps(run_case(expected.parent), allow_nan=False))
    assert differences(json.loads(expected.read_text(encoding="utf-8")), found) == []
