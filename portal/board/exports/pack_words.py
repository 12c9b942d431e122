"""The report's words and tables, once for all its forms. An office's report is Chinese, whoever prints it."""

from decimal import Decimal

from django.conf import settings
from django.utils.translation import override

from portal.board.enums import Origin, Progress
from portal.board.exports.records import project_record, record_of, task_record
from portal.board.models import Observation
from portal.board.results.pack import Pack
from portal.board.results.rows import Row
from portal.board.results.words import (
    baseline_words,
    figure_words,
    method_words,
    owner_words,
    source_words,
    target_words,
    with_unit,
)
from portal.board.targets.periods import Period
from portal.clock import DISTRICT
from portal.numbers import plain_number
from portal.papers.documents.paper import NONE, NUMBER, Figure, Paper, Table

QUARTERS = "一二三四"


def words_of(pack: Pack) -> Paper:
    district = settings.DISTRICT
    with override("zh-hans"):
        return Paper(
            title=f"{district.name}“无废城市”建设{period_name(pack.period)}工作进展报告",
            number=NUMBER.format(prefix=district.paper_prefix, year=pack.as_of.year),
            paragraphs=_paragraphs(pack),
            tables=[_indicators(pack), _pressing(pack), _projects(pack), _tasks(pack), _outreach(pack), _index(pack)],
            issuer=district.office,
            day=f"{pack.as_of.year}年{pack.as_of.month}月{pack.as_of.day}日",
            notes=_notes(pack),
        )


def period_name(period: Period) -> str:
    parts = {"year": [""], "half": ["上半年", "下半年"], "quarter": [f"第{numeral}季度" for numeral in QUARTERS]}
    if period.kind == "month":
        return f"{period.year}年{period.part}月"
    return f"{period.year}年{parts[period.kind][period.part - 1] or '度'}"


def figure_cell(row: Row) -> str:
    """The figure as the board has it: the number with its unit, or the verdict, or a dash."""
    record = record_of(row)
    if record["value"]:
        written = with_unit(record["value"], row.indicator)
        number = plain_number(record["value"])
        return Figure(Decimal(number), written.removeprefix(number), written)
    return str(row.latest.get_verdict_display()) if row.latest and record["verdict"] else NONE


def _paragraphs(pack: Pack) -> list[str]:
    states = "，".join(f"{state.label}{number}项" for state, number in pack.counts)
    said = [
        f"根据《{pack.plan.name}》，现将{period_name(pack.period)}工作进展报告如下。",
        f"方案共列指标{len(pack.rows)}项。截至{pack.as_of.year}年{pack.as_of.month}月{pack.as_of.day}日，{states}。",
    ]
    if pack.late:
        numbers = "、".join(str(row.indicator.number) for row in pack.late)
        said.append(f"逾期未报的指标{len(pack.late)}项，序号为：{numbers}。")
    blocked = sum(len(noted.blocked) for noted in (*pack.tasks, *pack.projects))
    if blocked:
        said.append(f"各单位反映需要协调解决的事项{blocked}件，详见任务和工程进展表。")
    return said


def _indicators(pack: Pack) -> Table:
    rows = [
        [
            f"{row.indicator.number}{'★' if row.indicator.mandatory else ''}",
            row.indicator.name,
            baseline_words(row.indicator) or NONE,
            target_words(row),
            figure_cell(row),
            row.latest.period if row.latest else NONE,
            str(row.state.label),
            owner_words(row.indicator),
        ]
        for row in pack.rows
    ]
    head = ["序号", "指标", f"{pack.plan.base_year}年", "目标", "数值", "时期", "状态", "责任单位"]
    return Table("指标完成情况", head, rows, "★为省指标体系必选指标。")


def _pressing(pack: Pack) -> Table:
    rows = [
        [
            str(row.indicator.number),
            row.indicator.name,
            str(row.state.label),
            f"{figure_cell(row)}，目标：{target_words(row)}",
            f"自{row.due.due_on}起逾期" if row.due and row.due.is_late else NONE,
            owner_words(row.indicator),
        ]
        for row in pack.pressing
    ]
    head = ["序号", "指标", "状态", "数值与目标", "报送", "责任单位"]
    return Table("需要研究推进的指标", head, rows)


def _projects(pack: Pack) -> Table:
    rows = []
    for noted in pack.projects:
        record = project_record(noted)
        rows.append(
            [
                str(record["number"]),
                record["name"],
                record["lead"],
                _money(record["planned_wan_yuan"]),
                _money(record["spent_wan_yuan"]),
                _standing(record["standing"]),
                _told(noted),
            ]
        )
    head = ["序号", "工程", "牵头单位", "计划投资（万元）", "已完成投资（万元）", "进度", "进展与困难"]
    return Table("重点工程进展", head, rows)


def _tasks(pack: Pack) -> Table:
    rows = []
    for noted in pack.tasks:
        record = task_record(noted)
        measured = f"{record['met']}/{len(noted.rows)}" if noted.rows else NONE
        rows.append([record["number"], record["name"], "、".join(record["offices"]) or NONE, measured, _told(noted)])
    head = ["编号", "任务", "责任单位", "达标指标", "进展与困难"]
    return Table("重点任务进展", head, rows, "达标指标：衡量该任务的指标中已达标的项数。")


def _outreach(pack: Pack) -> Table:
    counted = pack.outreach.counted if pack.outreach else []
    rows = [
        [
            pack.areas[row["area"]].name,
            NONE if row["quota"] is None else Figure(row["quota"]),
            Figure(row["verified"]),
            Figure(row["held"]),
            ("达标" if row["verified"] >= row["quota"] else "尚未达标") if row["quota"] else "未设任务数",
        ]
        for row in counted
    ]
    title = f"宣传活动（{period_name(pack.outreach.when)}）" if pack.outreach else "宣传活动"
    head = ["板块", "任务数", "已核实", "待核实", "结果"]
    return Table(title, head, rows, "各板块只与自身任务数比较，不作排名。")


def _index(pack: Pack) -> Table:
    rows = []
    for number, held in ((row.indicator.number, held) for row in pack.figures for held in row.proved):
        files = "；".join(pack.evidence.get(held.pk, [])) or ("系统记录" if held.origin == Origin.DERIVED else NONE)
        said = [str(number), held.period, source_words(held), method_words(held), files, held.content_hash[:16]]
        rows.append(said)
    head = ["序号", "时期", "来源", "方法", "佐证材料", "指纹（前16位）"]
    return Table("数据来源与佐证索引", head, rows)


def _notes(pack: Pack) -> list[str]:
    survey = [row for row in pack.figures if row.latest and row.latest.interval[0] is not None]
    said = ["本报告数值与指标看板一致；每项数值可凭指纹在看板核对其来源、方法和原始输入。"]
    for row in survey:
        low, high = (plain_number(bound) for bound in row.latest.interval)
        result = row.latest.result
        said.append(
            f"指标{row.indicator.number}为抽样调查结果，有效样本{result.get('n')}，"
            f"{result.get('level')}%置信区间{low}—{high}。"
        )
    said += [
        f"指标{row.indicator.number}请注意：{'；'.join(str(caveat.label) for caveat in row.latest.caveats)}。"
        for row in survey
        if row.latest.caveats
    ]
    said += [beside_words(row) for row in pack.rows if row.beside]
    said += [correction_words(row.indicator.number, row.correction) for row in pack.rows if row.correction]
    said += [
        f"指标{row.indicator.number}在方案期满后另有数值{figure_words(row.later)}（{row.later.period}），不参与评判。"
        for row in pack.rows
        if row.later
    ]
    return said


def beside_words(row: Row) -> str:
    """What the other hand measured of a drawn indicator: by whom, of how many, and which of the two is judged."""
    held, measured = row.beside, ""
    if held.is_from_outside:
        measured = f"，由{held.inputs.get('measured_by')}依据{held.inputs.get('contract')}测得"
    sample = f"，有效样本{held.result['n']}" if held.result.get("n") else ""
    low, high = (plain_number(bound) for bound in held.interval)
    interval = f"，置信区间{low}—{high}" if low else ""
    return (
        f"指标{row.indicator.number}另有{held.get_origin_display()}的数值：{figure_words(held)}（{held.period}）"
        f"{measured}{sample}{interval}。评判以{row.indicator.get_decided_by_display()}为准，两者不作平均。"
    )


def correction_words(number: int, held: Observation) -> str:
    """That a figure puts a published one right: since when, what stood there before, and why."""
    day = held.approved_at.astimezone(DISTRICT).date()
    before = figure_words(held.corrects)
    return f"指标{number}的数值（{held.period}）于{day}更正，原公布{before}，原因：{held.reason.rstrip('。')}。"


def _told(noted) -> str:
    parts = []
    for note in noted.latest:
        blocked = f"困难：{note.blocked}" if note.blocked else ""
        parts.append(f"{note.owner.name}（{note.quarter}）：{note.text}{blocked}")
    return "\n".join(parts) or NONE


def _money(written: str | None) -> str:
    return Figure(Decimal(written)) if written else NONE


def _standing(code: str) -> str:
    return str(Progress(code).label) if code else NONE
