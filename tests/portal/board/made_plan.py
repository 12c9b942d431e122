"""A made-up plan 2026-2030 of 48 indicators as a workbook, clean or with faults, tidy or as people leave workbooks."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from portal.accounts.roles import Role
from portal.board.forms.plan_columns import FACTS, LABELS, columns
from portal.directory.models import Plan
from portal.spreadsheets import MEDIA_TYPES
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor

NAMES = list(LABELS)
DROPPED, MERGED, SPLIT, REDEFINED = (6, 12, 16, 22, 27), (10, 11), 23, 36
TOLD = {"plan_name": "天宁区“无废城市”建设实施方案（2026—2030年）", "plan_name_en": "Zero-waste plan 2026-2030",
        "starts_on": "2026-01-01", "ends_on": "2030-12-31", "base_year": 2025, "follows": "2022-2025"}  # fmt: skip
USED = {"target": "99", "baselines": "2020:65.6；2025:97.2", "source": "固体废物台账", "code": "B-13",
        "steps": "2026:97.5；2027:98；2028:98.4；2029:98.7；2030:99"}  # fmt: skip
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
# Row and column of the first line of the table.
FIRST = len(FACTS) + 3


def made_rows() -> list[dict]:
    """What goes on as it was, then what is split, merged, new and dropped."""
    show = {column.name: column.show for column in columns()}
    rows = [
        _onward(one, show)
        for one in Plan.objects.get(slug="2022-2025").indicators.order_by("number")
        if one.number not in (*DROPPED, *MERGED, SPLIT)
    ]
    share = {"category": "生活领域", "unit": "%"}
    share |= {
        "responsible": "区城管局、区商务局",
        "target_kind": show["target_kind"]("reach"),
        "operator": show["operator"]("ge"),
    }
    share["mandatory"] = show["mandatory"]("yes")
    for name, target in (("厨余垃圾资源化利用率", "60"), ("低值可回收物回收利用率", "45")):
        rows.append(
            {**share, "name": name, "target": target, "continuity": show["continuity"]("split"), "continues": "23"}
        )
    merged = {"name": "城乡生活垃圾分类覆盖率", "target": "100", "continuity": show["continuity"]("merged")}
    rows.append({**share, **merged, "continues": "10、11"})
    fresh = {
        "name": "退役光伏组件规范回收率",
        "target": "80-90",
        "operator": show["operator"]("between"),
        "upper": "90",
    }
    rows.append(
        {**share, **fresh, "target": "80", "continuity": show["continuity"]("new"), "steps": "2028:40；2030:80"}
    )
    for number, row in enumerate(rows, 1):
        row["number"] = number
    gone = {"continuity": show["continuity"]("dropped")}
    return rows + [{**gone, "continues": str(number), "name": f"原第{number}项"} for number in DROPPED]


def _onward(one, show) -> dict:
    row = {name: getattr(one, name) for name in ("category", "subcategory", "name", "name_en", "unit")}
    row |= {
        "target_kind": show["target_kind"](one.target_kind),
        "mandatory": show["mandatory"]("yes" if one.mandatory else "no"),
    }
    row |= {"target": one.target_text, "operator": show["operator"](one.target_operator)}
    row |= {"responsible": "、".join(one.responsible), "continues": str(one.number)}
    row["unbounded"] = show["unbounded"]("yes") if one.is_unbounded else ""
    row["continuity"] = show["continuity"]("redefined" if one.number == REDEFINED else "continued")
    row["origin"] = show["origin"]("drawn" if one.drawn_as else "typed")
    return row | (USED if one.number == 13 else {})


def rows_with(faults: dict[tuple[int, str], object]) -> list[dict]:
    """`faults`: by the new number (or the row, counted from one) and the column what stands there instead."""
    rows = made_rows()
    for (number, name), value in faults.items():
        rows[number - 1][name] = value
    return rows


def workbook(rows: list[dict], told: dict | None = None) -> SimpleUploadedFile:
    book = Workbook()
    _fill(book.active, rows, {**TOLD, **(told or {})})
    return _sent(book)


def untidy(rows: list[dict], told: dict | None = None) -> SimpleUploadedFile:
    """As LibreOffice and people leave it: numbers as text of full width, blanks at the ends, joined cells, a title row."""
    book = Workbook()
    sheet = book.active
    _fill(sheet, [{name: _worn(value) for name, value in row.items()} for row in rows], {**TOLD, **(told or {})})
    sheet["B1"] = f"{sheet['B1'].value}　 "
    sheet.merge_cells("B1:D1")
    column, first = NAMES.index("category") + 1, FIRST
    while first < FIRST + len(rows):
        last = first
        while (
            sheet.cell(last + 1, column).value and sheet.cell(last + 1, column).value == sheet.cell(first, column).value
        ):
            last += 1
        if last > first:
            sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
        first = last + 1
    return _sent(book)


def _worn(value: object) -> object:
    return f" {str(value).translate(WIDE)} \u00a0" if value not in (None, "") else value


def _fill(sheet, rows: list[dict], told: dict) -> None:
    for name, label in FACTS.items():
        sheet.append([str(label), told[name]])
    sheet.append([])
    sheet.append([str(label) for label in LABELS.values()])
    for row in rows:
        sheet.append([row.get(name) for name in NAMES])


def _sent(book: Workbook) -> SimpleUploadedFile:
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("next-plan.xlsx", file.getvalue(), MEDIA_TYPES["xlsx"])


def desk(role=Role.DISTRICT_ADMINISTRATOR) -> Client:
    user = UserFactory()
    GrantFactory(user=user, role=role)
    client = Client()
    client.force_login(with_second_factor(user))
    return client


def kept(client: Client, file, **day):
    payload = client.post(reverse("board:plan-import"), {"file": file}).context["payload"]
    day = {"live_on": "2026-12-15", "reason": "常天政发〔2026〕9号", **day}
    return client.post(reverse("board:plan-import"), {"plan": payload, **day})
