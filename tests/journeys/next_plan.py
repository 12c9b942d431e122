"""The workbook of the next plan as a planner fills it in, clean or with twenty faults."""

import io

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

DRAWN = {41, 50, 51, 52}
# By the number in the plan before and the column: what stands there, and in which column it is told.
FAULTS = {
    (1, "责任单位"): ("区生态环境局、区河道局", "责任单位"),
    (2, "编号"): (1, "编号"),
    (3, "计量单位"): ("", "计量单位"),
    (4, "目标类型"): ("", "目标类型"),
    (5, "目标"): ("120", "目标"),
    (7, "目标"): ("大部分", "目标"),
    (8, "年度目标"): ("2020:10；2029:50", "年度目标"),
    (10, "年度目标"): ("2027:九成", "年度目标"),
    (11, "上一方案序号"): ("88", "上一方案序号"),
    (13, "指标"): ("", "指标"),
    (15, "比较方式"): ("呈上升趋势吧", "比较方式"),
    (17, "上限"): ("95", "上限"),
    (18, "基准值"): ("2028:96", "基准值"),
    (19, "必选（★）"): ("也许", "必选（★）"),
    (20, "上一方案序号"): ("24", "上一方案序号"),
    (21, "取数方式"): ("平台汇总", "取数方式"),
    (23, "编号"): ("二十几", "编号"),
    (25, "衔接情况"): ("新增", "上一方案序号"),
    (26, "编码"): ("B-26-2026-2029-TIANNING-LONG", "编码"),
    (29, "目标"): ("#REF!", "目标"),
    (31, "衔接情况"): ("合并", "上一方案序号"),
}


def filled_in(body: bytes, asked: dict[int, dict], *, faults: bool) -> tuple[bytes, set[str]]:
    """What has a number in its target goes on with the same one, all else is dropped; with faults, where each is told."""
    book = load_workbook(io.BytesIO(body))
    sheet = book.active
    facts = {row[0].value: row[1] for row in sheet.iter_rows(max_row=7)}
    facts["方案名称"].value = "演示：下一个“无废城市”建设实施方案（2026—2029年）"
    head = next(row for row in sheet.iter_rows() if row[0].value == "编号")
    columns, first = {cell.value: cell.column for cell in head}, head[0].row + 2
    number = 0
    for row in range(first, sheet.max_row + 1):
        before = int(sheet.cell(row, columns["上一方案序号"]).value)
        old = asked[before]
        if not old["target_operator"]:
            sheet.cell(row, columns["衔接情况"], "dropped")
            continue
        number += 1
        how = "drawn" if before in DRAWN else "typed"
        said = {"编号": number, "目标": old["target_value"], "比较方式": old["target_operator"], "取数方式": how}
        for name, value in (said | {"衔接情况": "continued"}).items():
            sheet.cell(row, columns[name], value)
    told = set()
    for (before, name), (value, where) in FAULTS.items() if faults else ():
        sheet.cell(first + before - 1, columns[name]).value = value or None
        told.add(f"{get_column_letter(columns[where])}{first + before - 1}")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), told
