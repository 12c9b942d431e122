import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from portal.statistics import __main__ as command
from portal.statistics.__main__ import main
from portal.statistics.cases import plain, run

from .casebook import write_case

CASES = Path(__file__).parent / "cases"
MEAN = {"kind": "survey", "requests": [{"id": "m", "type": "mean", "variable": "x"}]}


def test_one_case_that_fails_does_not_stop_the_others(tmp_path: Path) -> None:
    write_case(tmp_path / "good", {"x": [1, 2, 3]}, MEAN)
    write_case(tmp_path / "words", {"x": ["a", "b", "c"]}, MEAN)
    write_case(tmp_path / "broken", {"x": [1, 2, 3]}, MEAN)
    (tmp_path / "broken" / "design.json").write_text("{", encoding="utf-8")
    found = run([tmp_path])
    assert found["schema_version"] == 1
    assert {name: entry["status"] for name, entry in found["cases"].items()} == {
        "broken": "error",
        "good": "ok",
        "words": "error",
    }
    assert found["cases"]["broken"]["error"]["code"] == "INVALID_INPUT"
    assert found["cases"]["broken"]["error"]["message"]


def test_results_go_to_a_file_or_to_standard_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_case(tmp_path / "good", {"x": [1, 2, 3]}, MEAN)
    assert main([str(folder), "-o", str(tmp_path / "results.json")]) == 0
    assert main([str(folder)]) == 0
    written, printed = json.loads((tmp_path / "results.json").read_text()), json.loads(capsys.readouterr().out)
    assert written["cases"]["good"]["estimates"] == printed["cases"]["good"]["estimates"]
    assert written["cases"]["good"]["estimates"]["m"]["estimate"] == 2.0


def test_the_command_runs_without_django(tmp_path: Path) -> None:
    code = (
        "import sys, runpy; sys.argv = ['x', sys.argv[1], '-o', sys.argv[2]]\n"
        "try: runpy.run_module('portal.statistics', run_name='__main__')\n"
        "except SystemExit as end: assert end.code == 0\n"
        "assert not {'django', 'scipy.stats', 'scipy.optimize'} & set(sys.modules)\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    output = tmp_path / "results.json"
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", code, str(CASES), str(output)], cwd=root, env=environment, check=True)
    assert len(json.loads(output.read_text())["cases"]) >= 20


def test_the_module_is_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, output = write_case(tmp_path / "good", {"x": [1, 2, 3]}, MEAN), tmp_path / "results.json"
    monkeypatch.setattr(sys, "argv", ["portal.statistics", str(folder), "-o", str(output)])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(command.__file__, run_name="__main__")
    assert end.value.code == 0
    assert output.exists()


def test_a_large_sample_gives_every_thousandth_weight(tmp_path: Path) -> None:
    n = 100_000
    weights = np.round(np.random.default_rng(1).uniform(1, 2, n), 3).tolist()
    columns = {"x": list(range(n)), "w": weights}
    folder = write_case(tmp_path / "large", columns, MEAN | {"sample": {"base_weight": "w"}})
    found = run([folder])["cases"]["large"]["weights"]
    assert "values" not in found
    assert found["row_values"] == [weights[0], *weights[999::1000]]
    assert found["sum"] == pytest.approx(sum(weights))


def test_weights_of_nought_have_no_effective_number(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "none", {"x": [1, 2], "w": [0, 0]}, MEAN | {"sample": {"base_weight": "w"}})
    found = run([folder])["cases"]["none"]
    assert (found["weights"]["n_eff_kish"], found["weights"]["deff_kish"]) == (None, None)
    assert found["estimates"]["m"]["estimate"] is None


def test_numbers_that_are_none_become_null() -> None:
    assert plain({"a": [1.5, float("nan"), (float("inf"), "x", True)]}) == {"a": [1.5, None, [None, "x", True]]}
