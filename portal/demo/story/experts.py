"""The demonstration's expert pool."""

from datetime import datetime, timedelta

from cells.operations.experts import enlist_expert

FIELDS = {"evaluator-1": "演示：厨余垃圾", "evaluator-2": "演示：物业管理", "evaluator-3": "演示：再生资源"}
YEARS = timedelta(days=5 * 365)


def enlist_experts(*, people: dict, now: datetime) -> None:
    for key, field in FIELDS.items():
        fields = {
            "field": field,
            "employer": f"演示 {key[-1]} 号研究所",
            "employer_code": "",
            "area": None,
            "term_from": (now - YEARS).date(),
            "term_until": (now + YEARS).date(),
            "is_available": True,
        }
        enlist_expert(actor=people["reviewer"], user=people[key], fields=fields, now=now)
