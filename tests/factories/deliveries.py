"""A contractor's sample of the resident survey: two strata, clusters in each, weights, cases that ended otherwise."""

import csv
import io
import random
import tempfile
from pathlib import Path

import pyreadstat
from openpyxl import Workbook

HEAD = [
    "case",
    "strat",
    "psu",
    "w",
    "disp",
    "Q1",
    "Q2",
    "Q3",
    "Q4",
    "Q5_1",
    "Q5_2",
    "Q6",
    "Q7",
    "Q8",
    "Q9",
    "Q10",
    "Q11",
    "Q12",
]
AGES, SATISFIED = ["a18_29", "a30_44", "a45_59"], ["satisfied", "fairly_satisfied", "dissatisfied"]
MAP = [
    ["列名", "题目代码", "值", "选项代码"],
    ["strat", "层", "", ""],
    ["psu", "群", "", ""],
    ["w", "权数", "", ""],
    ["disp", "结果代码", "", ""],
    ["Q1", "residence", "1", "six_months"],
    ["Q1", "residence", "2", "less"],
    *[["Q2", "age", str(number), code] for number, code in enumerate(AGES, 1)],
    ["Q3", "home", "红梅", "hongmei"],
    ["Q4", "awareness", "1", "heard"],
    ["Q5_1", "channels", "1", "home_visit"],
    ["Q5_1", "channels", "0", ""],
    ["Q5_2", "channels", "1", "community_event"],
    ["Q5_2", "channels", "0", ""],
    ["Q6", "medicine", "1", "hazardous"],
    ["Q7", "lamp", "1", "hazardous"],
    ["Q8", "furniture", "1", "booked"],
    ["Q9", "actions", "1", "sorting"],
    *[[f"Q{10 + at}", name, str(n), code] for at, name in enumerate(("facilities", "response", "overall"))
      for n, code in enumerate(SATISFIED, 1)],
]  # fmt: skip
ENDED = ["2.11", "2.11", "2.21", "3.13", "4.31"]


def cases(number: int = 120) -> list[list[str]]:
    """The same each time: clusters of ten that lean to one side, weights of three sizes; then cases without interview."""
    chance = random.Random(8)
    rows = []
    for case in range(number):
        cluster, leaning = case // 10, (case // 10) % 4
        overall = "1" if chance.random() < 0.5 + 0.12 * leaning else "3"
        rows.append(
            [
                str(case + 1), "镇" if cluster % 2 else "街道", f"c{cluster:02d}", ["0.8", "1.2", "2.5"][case % 3], "1.1",
                "1", str(1 + case % 3), "红梅", "1", "1", str(case % 2), "1", "1", "1", "1", "1", "2", overall,
            ]
        )  # fmt: skip
    for code in ENDED:
        rows.append([str(len(rows) + 1), "街道", "c99", "", code, *[""] * 13])
    return rows


def as_csv(rows) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows) -> bytes:
    book, made = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def as_sav(rows) -> bytes:
    """With numbers where SPSS has numbers, as a contractor would hand it in."""
    import pandas as pd  # noqa: PLC0415

    frame = pd.DataFrame(rows[1:], columns=rows[0])
    for name in frame.columns:
        if name not in {"strat", "psu", "disp", "Q3"}:
            frame[name] = pd.to_numeric(frame[name])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.sav"
        pyreadstat.write_sav(frame, path)
        return path.read_bytes()
