"""A plan's records as plain data that JSON holds, and back: what a draft keeps until its day."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from portal.directory.records import IndicatorRecord, PlanRecord, PlanRecords

DAYS = ("starts_on", "ends_on")
NUMBERS = ("target_value", "target_upper")
LISTS = ("responsible", "groups", "continues")


def packed(records: PlanRecords) -> dict[str, Any]:
    """Plan and indicators alone: places and offices outlast a plan, projects and tasks come by its tables."""
    plan = vars(records.plan) | {name: getattr(records.plan, name).isoformat() for name in DAYS}
    return {
        "plan": plan | {"dropped": list(records.plan.dropped)},
        "indicators": [_packed(one) for one in records.indicators],
    }


def unpacked(plain: dict[str, Any]) -> PlanRecords:
    plan = plain["plan"] | {name: date.fromisoformat(plain["plan"][name]) for name in DAYS}
    record = PlanRecord(**plan | {"dropped": tuple(plan["dropped"])})
    return PlanRecords(record, (), (), (), tuple(map(_unpacked, plain["indicators"])), (), ())


def _packed(record: IndicatorRecord) -> dict[str, Any]:
    plain = {one.name: getattr(record, one.name) for one in fields(record)}
    plain |= {name: None if plain[name] is None else f"{plain[name]:f}" for name in NUMBERS}
    plain |= {name: list(plain[name]) for name in LISTS}
    return plain | {"steps": dict(record.steps), "baselines": dict(record.baselines)}


def _unpacked(plain: dict[str, Any]) -> IndicatorRecord:
    numbers = {name: None if plain[name] is None else Decimal(plain[name]) for name in NUMBERS}
    return IndicatorRecord(**plain | numbers | {name: tuple(plain[name]) for name in LISTS})
