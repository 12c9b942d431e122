"""Outreach events, one in each state."""

import datetime as dt
import uuid
from dataclasses import replace

from campaigns import operations
from campaigns.enums import Item
from campaigns.models import Event
from campaigns.operations import Filing, Proof
from portal.directory.models import Area


def seed_events(*, people, now) -> list[dict]:
    officer, reviewer = people["officer-hongmei"], people["reviewer"]
    area = Area.objects.get(code="hongmei")
    planned = operations.plan_event(actor=officer, now=now, area=area, filing=_open_filing(now))
    held, verified, returned, withdrawn = (
        operations.report_event(actor=officer, now=now, area=area, filing=_filing(title, now, -days))
        for title, days in (
            ("演示：已举办的活动", 2),
            ("演示：已核实的活动", 3),
            ("演示：被退回的活动", 4),
            ("演示：已撤回的活动", 5),
        )
    )
    verified = operations.verify_event(actor=reviewer, now=now, event=verified)
    items = {Item.PEOPLE: "演示：请说明人数如何统计。"}
    returned = operations.return_event(actor=reviewer, now=now, event=returned, items=items)
    withdrawn = operations.withdraw_event(actor=officer, now=now, event=withdrawn, reason="演示：重复填报。")
    _seed_estates(officer, reviewer, area, now)
    return [_told(event) for event in (planned, held, verified, returned, withdrawn)]


def _seed_estates(officer, reviewer, area: Area, now: dt.datetime) -> None:
    facts = {"name_en": "", "kind": "model", "community": None, "households": 500, "story_en": ""}
    for name, is_recognised in (("演示：样板小区", True), ("演示：创建中的小区", False)):
        said = facts | {"name": name, "story": "演示：定时定点投放。"}
        estate = operations.propose_estate(actor=officer, now=now, area=area, facts=said)
        if is_recognised:
            operations.recognise_estate(actor=reviewer, now=now, estate=estate, recognised_on=now.date(), version=1)


def _filing(title: str, now: dt.datetime, days: int) -> Filing:
    start = now + dt.timedelta(days=days)
    facts = {
        "title": title,
        "type": "talk",
        "channel": "on_site",
        "audiences": ["communities"],
        "starts_at": start,
        "ends_at": start + dt.timedelta(hours=1),
        "place": "演示广场",
        "people_reached": 30,
        "counting": "signed_in",
        "outcome": "演示：发放分类指南。",
    }
    proofs = [Proof(kind="link", url="https://news.example/demo")] if days < 0 else []
    return Filing(key=uuid.uuid4(), facts=facts, proofs=proofs)


def _open_filing(now: dt.datetime) -> Filing:
    """An event that residents may register for and check in at."""
    filing = _filing("演示：计划中的活动", now, 3)
    return replace(filing, facts={**filing.facts, "announced": True, "seats": 20, "takes_check_ins": True})


def _told(event: Event) -> dict:
    return {"id": str(event.public_id), "state": str(event.state), "area": event.area.code, "title": event.title}
