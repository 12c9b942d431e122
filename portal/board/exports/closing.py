"""The closing file as documents and as one archive, made from what was frozen alone: always the same bytes."""

import datetime as dt
import io
import json
import zipfile
from hashlib import sha256

from portal.board.models import Closing
from portal.clock import DISTRICT
from portal.papers.documents import DOCUMENTS
from portal.papers.documents.docx import EPOCH
from portal.papers.documents.paper import NONE, NUMBER, Paper, Table
from portal.spreadsheets import csv_lines

FORMS = ("docx", "pdf")
HEAD = {
    "number": "序号",
    "mandatory": "必选",
    "name": "指标",
    "target": "目标",
    "value": "最后数值",
    "period": "时期",
    "verdict": "结论",
    "offices": "责任单位",
    "reason": "未达标原因",
    "onward": "接续情况",
    "source": "来源",
    "method": "方法",
    "files": "佐证材料",
    "correction": "更正",
    "beside": "另一来源的数值（不作平均）",
    "beside_observation": "其数据编号",
    "beside_sha256": "其指纹（SHA-256）",
    "observation": "数据编号",
    "sha256": "指纹（SHA-256）",
}
ARCHIVE, LIST = "zip", "SHA256SUMS"
MEDIA_TYPES = {ARCHIVE: "application/zip"} | {form: DOCUMENTS[form][0] for form in FORMS}


def closing_bytes(closing: Closing, form: str) -> bytes:
    if form == ARCHIVE:
        return _archive(closing)
    return DOCUMENTS[form][1](closing_paper(closing))


def closing_paper(closing: Closing) -> Paper:
    content, made = closing.content, closing.entered_at.astimezone(DISTRICT)
    rows, day = content["rows"], _day(content["as_of"])
    return Paper(
        title=f"{content['district']}“无废城市”建设方案（{content['plan']['slug']}）结案材料",
        number=NUMBER.format(prefix=content["prefix"], year=content["as_of"][:4]),
        paragraphs=_paragraphs(content, day),
        tables=[_standing(rows), _unmet(rows), _proofs(rows), _onward(rows)],
        issuer=content["issuer"],
        day=day,
        notes=[*_remarks(rows), f"本材料由固定下来的内容生成，内容指纹（SHA-256）：{closing.content_hash}。"],
        made_at=int(made.timestamp()),
    )


def _paragraphs(content: dict, day: str) -> list[str]:
    verdicts = "，".join(f"{label}{number}项" for label, number in content["counts"])
    unmet = [row for row in content["rows"] if row["unmet"]]
    silent = [str(row["number"]) for row in unmet if not row["reason_by"]]
    over, count = _day(content["plan"]["ends_on"]), len(content["rows"])
    said = [
        f"《{content['plan']['name']}》于{over}期满，共列指标{count}项。截至{day}，{verdicts}。现将各项指标汇总如下。"
    ]
    if silent:
        said.append(f"尚未认定达标而牵头单位未说明原因的指标{len(silent)}项，序号为：{'、'.join(silent)}。")
    after = content["after"]
    said.append(f"接续方案：《{after}》。" if after else "接续方案尚未生效，各项指标的接续情况届时另行说明。")
    return said


def _standing(rows: list[dict]) -> Table:
    names = ("name", "target", "value", "period", "verdict", "offices")
    lines = [[_numbered(row), *(row[name] or NONE for name in names)] for row in rows]
    return Table(
        "指标完成情况", ["序号", *(HEAD[name] for name in names)], lines, "★为省指标体系必选指标。", sheet="完成情况"
    )


def _unmet(rows: list[dict]) -> Table:
    lines = [
        [str(row["number"]), row["name"], row["verdict"], row["lead"], row["reason"]] for row in rows if row["unmet"]
    ]
    return Table("未达标和尚不能认定的指标", ["序号", "指标", "结论", "牵头单位", "原因"], lines, empty="无。")


def _proofs(rows: list[dict]) -> Table:
    lines = [
        [
            str(row["number"]),
            row["period"],
            row["source"],
            row["method"],
            "；".join(row["files"]) or NONE,
            row["sha256"][:16],
        ]
        for row in rows
        if row["sha256"]
    ]
    head = ["序号", "时期", "来源", "方法", "佐证材料", "指纹（前16位）"]
    return Table("数据来源与佐证索引", head, lines, "完整指纹见压缩包内的指标表。", empty="无。")


def _onward(rows: list[dict]) -> Table:
    return Table(
        "指标接续情况", ["序号", "指标", "接续情况"], [[str(row["number"]), row["name"], row["onward"]] for row in rows]
    )


def _remarks(rows: list[dict]) -> list[str]:
    corrected = [f"指标{row['number']}的数值于{row['correction']}。" for row in rows if row.get("correction")]
    beside = (row for row in rows if row.get("beside"))
    return corrected + [
        f"指标{row['number']}另有{row['beside']}，两者不作平均；其指纹（SHA-256）：{row['beside_sha256']}。"
        for row in beside
    ]


def _numbered(row: dict) -> str:
    return f"{row['number']}{'★' if row['mandatory'] else ''}"


def _day(text: str) -> str:
    day = dt.date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"


def _archive(closing: Closing) -> bytes:
    """The documents, the table, what was frozen, and last the list of their hashes, as sha256sum -c reads it."""
    files = {f"closing.{form}": closing_bytes(closing, form) for form in FORMS}
    rows = closing.content["rows"]
    # A file that was frozen before a column was thought of is made again without it.
    names = [name for name in HEAD if name in rows[0]]
    lines = csv_lines([HEAD[name] for name in names], (_cells(row, names) for row in rows))
    files["indicators.csv"] = "".join(lines).encode()
    files["content.json"] = json.dumps(closing.content, ensure_ascii=False, indent=2, sort_keys=True).encode()
    listed = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in {**files, LIST: listed.encode()}.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _cells(row: dict, names: list[str]) -> list:
    written = {"mandatory": "是" if row["mandatory"] else "否", "files": "；".join(row["files"])}
    return [written.get(name, row[name]) for name in names]
