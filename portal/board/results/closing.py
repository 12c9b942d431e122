"""The closing file of a plan that is over, as plain data: its documents are made from that alone. It is Chinese."""

import datetime as dt

from django.conf import settings
from django.utils.translation import override

from portal.board.enums import Origin
from portal.board.models import Observation, UnmetReason
from portal.board.results.concordance import OnwardRow, concordance_of
from portal.board.results.pack import evidence_names
from portal.board.results.rows import DECISION_ORDER, Row, board_rows, counts_by_state
from portal.board.results.words import figure_words, method_words, owner_words, source_words, target_words
from portal.clock import DISTRICT
from portal.directory.models import Indicator, Plan, departments_in_order

NOT_SAID = "牵头单位未说明"
NO_PLAN, NOTHING_SAID = "下一方案尚未生效", "下一方案未交代"
OF_RECORDS = "系统记录"


def is_over(plan: Plan, today: dt.date) -> bool:
    return plan.ends_on < today


def is_unmet(row: Row) -> bool:
    """Of these a reason is asked: what was not met, and what nobody can call met."""
    return row.state in DECISION_ORDER


def reasons_of(plan: Plan) -> dict[int, UnmetReason]:
    """The last word on each indicator, by its key."""
    rows = UnmetReason.objects.filter(indicator__plan=plan).select_related("office").order_by("pk")
    return {one.indicator_id: one for one in rows}


def closing_content(plan: Plan, today: dt.date) -> dict:
    with override("zh-hans"):
        rows = board_rows(plan, today)
        after = Plan.objects.filter(follows=plan.code).order_by("starts_on").first()
        onward = {one.before.number: one for one in _onward(plan, after)}
        reasons, files = reasons_of(plan), evidence_names(rows)
        return {
            "plan": {"code": plan.code, "name": plan.name, "slug": plan.slug, "ends_on": plan.ends_on.isoformat()},
            "after": after.name if after else "",
            "as_of": today.isoformat(),
            "issuer": settings.DISTRICT.office,
            "district": settings.DISTRICT.name,
            "prefix": settings.DISTRICT.paper_prefix,
            "counts": [[str(state.label), number] for state, number in counts_by_state(rows)],
            "rows": [
                _row(row, reasons.get(row.indicator.pk), files) | {"onward": _words(onward.get(row.indicator.number))}
                for row in rows
            ],
        }


def lead_of(indicator: Indicator) -> str:
    return next((one.name for one in departments_in_order(indicator)), "") or owner_words(indicator)


def _onward(plan: Plan, after: Plan | None) -> list[OnwardRow]:
    return concordance_of(after.indicators.order_by("number"), after.dropped, plan) if after else []


def _words(onward: OnwardRow | None) -> str:
    if onward is None:
        return NO_PLAN
    numbers = "、".join(f"第{one.number}项" for one in onward.after)
    return "：".join(part for part in (onward.label, numbers) if part) or NOTHING_SAID


def _row(row: Row, reason: UnmetReason | None, files: dict[int, list[str]]) -> dict:
    unmet = is_unmet(row)
    return {
        "number": row.indicator.number,
        "mandatory": row.indicator.mandatory,
        "name": row.indicator.name,
        "target": target_words(row),
        "offices": owner_words(row.indicator),
        "lead": lead_of(row.indicator),
        "state": row.state.value,
        "verdict": str(row.state.label),
        "unmet": unmet,
        "reason": (reason.text if reason else NOT_SAID) if unmet else "",
        "reason_by": reason.office.name if unmet and reason and reason.office else "",
        **_proof(row, files),
        "beside": _beside(row.beside) if row.beside else "",
        "beside_observation": str(row.beside.public_id) if row.beside else "",
        "beside_sha256": row.beside.content_hash if row.beside else "",
    }


def _beside(held: Observation) -> str:
    """The figure of the other hand, with who measured it."""
    by = f"{held.inputs['measured_by']}，{held.inputs['contract']}" if held.is_from_outside else OF_RECORDS
    return f"{figure_words(held)}（{held.period}，{held.get_origin_display()}：{by}）"


def _proof(row: Row, files: dict[int, list[str]]) -> dict:
    held = row.latest
    if held is None:
        return dict.fromkeys(("value", "period", "source", "method", "observation", "sha256", "correction"), "") | {
            "files": []
        }
    named = files.get(held.pk, []) or ([OF_RECORDS] if held.origin == Origin.DERIVED else [])
    return {
        "value": figure_words(held),
        "period": held.period,
        "source": source_words(held),
        "method": method_words(held),
        "observation": str(held.public_id),
        "sha256": held.content_hash,
        "files": sorted(named),
        "correction": _correction(held) if held.is_correction else "",
    }


def _correction(held: Observation) -> str:
    """What stood there before, since when it does not, and why."""
    day = held.approved_at.astimezone(DISTRICT).date()
    return f"{day}更正，原公布{figure_words(held.corrects)}，原因：{held.reason}"
