"""A million rows of answers, weighted and estimated from the file: how long `python -m portal.statistics` takes.

The rows are made here from one seed and stand for nobody.
"""

import json
import tempfile
import time
from pathlib import Path

import numpy as np

from portal.statistics.cases import run_case

ROWS, DISTRICTS, SEED = 1_000_000, 18, 20221201
AGES, SEXES, SCHOOLING = ("18-29", "30-44", "45-59", "60+"), ("f", "m"), ("low", "middle", "high")
METHODS = ["wilson", "logit", "beta", "wald"]
MARGINS = {
    "age": (160_000, 190_000, 170_000, 148_906),
    "sex": (335_000, 333_906),
    "schooling": (210_000, 300_000, 158_906),
}


def make_case(folder: Path, requests: list[dict]) -> Path:
    """The case folder: responses.csv, margins.csv, design.json."""
    chance = np.random.default_rng(SEED)

    def texts(labels, shares=None):
        return np.array(labels)[chance.choice(len(labels), ROWS, p=shares)]

    district = np.array([f"D{place:02d}" for place in range(1, DISTRICTS + 1)])[chance.integers(0, DISTRICTS, ROWS)]
    columns = {
        "id": np.arange(1, ROWS + 1).astype(str),
        "district": district,
        "age": texts(AGES, [0.35, 0.3, 0.2, 0.15]),
        "sex": texts(SEXES, [0.56, 0.44]),
        "schooling": texts(SCHOOLING, [0.2, 0.45, 0.35]),
        "w": np.round(chance.gamma(4.0, 0.25, ROWS) + 0.2, 4).astype(str),
    }
    for question in range(1, 7):
        answers = chance.integers(1, 6, ROWS).astype(str)
        answers[chance.random(ROWS) < 0.05] = ""
        columns[f"q{question}"] = answers
    lines = np.array(list(map(",".join, zip(*columns.values(), strict=True))))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "responses.csv").write_text("\n".join([",".join(columns), *lines, ""]))
    rows = [
        f"{variable},{category},{number}"
        for (variable, numbers), categories in zip(MARGINS.items(), (AGES, SEXES, SCHOOLING), strict=True)
        for category, number in zip(categories, numbers, strict=True)
    ]
    (folder / "margins.csv").write_text("\n".join(["variable,category,population", *rows, ""]))
    design = {
        "kind": "survey",
        "sample": {"strata": "district", "base_weight": "w", "lonely_psu": "fail"},
        "weighting": {"method": "rake", "margins": list(MARGINS), "variance": "residual"},
        "confidence": 0.95,
        "requests": requests,
    }
    (folder / "design.json").write_text(json.dumps(design))
    return folder


def few() -> list[dict]:
    """Six means with intervals, and one by 18 districts."""
    means = [{"id": f"m{q}", "type": "mean", "variable": f"q{q}"} for q in range(1, 7)]
    return [*means, {"id": "by", "type": "mean", "variable": "q1", "by": ["district"]}]


def many() -> list[dict]:
    """291 estimates: six questions, mean and share, whole, by district, age, sex, with four intervals each."""
    found = []
    for q in range(1, 7):
        share = {"type": "proportion", "variable": f"q{q}", "categories": [4, 5], "ci": METHODS}
        found.append({"id": f"m{q}", "type": "mean", "variable": f"q{q}"})
        found.append({"id": f"t{q}", "type": "total", "variable": f"q{q}"})
        for place, by in enumerate([[], ["district"], ["age"], ["sex"], ["schooling"]]):
            found.append({"id": f"p{q}.{place}", **share, "by": by})
        found.append({"id": f"d{q}", "type": "mean", "variable": f"q{q}", "by": ["district"]})
    found.append({"id": "people", "type": "count", "variable": "q1", "categories": [4, 5], "by": ["schooling"]})
    return found


def report() -> None:
    """Print what the two askings took, three times each: whole runs, from the file to the results."""
    with tempfile.TemporaryDirectory() as place:
        for name, requests, wanted in (("six means and 18 districts", few(), 2), ("291 estimates", many(), 10)):
            folder = make_case(Path(place) / name.replace(" ", "-"), requests)
            times, work, found = [], [], {}
            for _ in range(3):
                start, processor = time.perf_counter(), time.process_time()
                found = run_case(folder)
                times.append(time.perf_counter() - start)
                work.append(time.process_time() - processor)
            print(
                f"a million rows, raked, {name} ({len(found['estimates'])} estimates): "
                f"{min(times):.2f} s (processor {min(work):.2f} s), slowest {max(times):.2f} s; wanted: under {wanted}"
            )


if __name__ == "__main__":
    report()
