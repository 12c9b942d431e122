"""What states rest on - plans, their rows, offices, quotas - against the digests that the ledger keeps of it."""

from collections.abc import Iterator

from portal.board.figures.proofs import content_hash
from portal.directory.models import Area, Department, Indicator, Plan, PlanProject, PlanTask
from portal.ledger.models import Entry
from portal.numbers import plain_number

SEAL = "plan.seal"
COPIED = {
    Plan: ("name", "slug", "starts_on", "ends_on", "base_year"),
    Indicator: (
        *("number", "category", "subcategory", "name", "mandatory", "unit", "baseline_text", "target_text"),
        *("target_kind", "target_operator", "target_value", "target_upper", "steps", "groups", "decided_by"),
        *("is_unbounded", "responsible_text", "all_areas", "drawn_as"),
    ),
    PlanProject: ("number", "group", "name", "content", "period", "investment_wan_yuan", "lead", "all_areas"),
    PlanTask: ("number", "part", "group", "name", "content", "responsible_text", "all_areas"),
    Department: ("code", "name"),
    Area: ("code", "official_code", "name", "kind", "quarterly_event_quota"),
}
# What plans said nothing of when the first of them were sealed: it stands in a digest where there is something to say.
BESIDE = {
    Plan: ("follows", "dropped"),
    Indicator: ("code", "baselines", "source", "continuity", "continues"),
}
NUMBERS = frozenset({"target_value", "target_upper", "investment_wan_yuan"})
NAMED = {Indicator: ("departments",), PlanProject: ("departments", "areas"), PlanTask: ("departments",)}


def present_seals() -> dict[str, str]:
    """The digest of every row as it stands, by its name: `indicator:CODE/23`."""
    return {key: content_hash(facts) for key, facts in _rows()}


def said_seals() -> dict[str, str]:
    """The digest that the ledger said last of each row; none before the first plan was taken in."""
    said: dict[str, str] = {}
    for after in Entry.objects.filter(action=SEAL).order_by("sequence").values_list("after", flat=True):
        said |= after["rows"]
    return said


def altered_seals() -> Iterator[tuple[str, str]]:
    """Rows that are not what the ledger says of them, that it does not know, or that are gone."""
    said = said_seals()
    if not said:
        return
    present = present_seals()
    for key in sorted(said.keys() | present.keys()):
        if key not in present:
            yield f"directory.{key}", "gone"
        elif present[key] != said.get(key):
            yield f"directory.{key}", "record" if key in said else "unknown"


def _rows() -> Iterator[tuple[str, dict]]:
    for plan in Plan.objects.all():
        yield f"plan:{plan.code}", _facts(plan)
    for model in (Indicator, PlanProject, PlanTask):
        name = {Indicator: "indicator", PlanProject: "project", PlanTask: "task"}[model]
        for row in model.objects.select_related("plan").prefetch_related(*NAMED[model]):
            yield f"{name}:{row.plan.code}/{row.number}", _facts(row)
    for model in (Department, Area):
        for row in model.objects.all():
            yield f"{model.__name__.lower()}:{row.code}", _facts(row)


def _facts(row) -> dict:
    model = type(row)
    facts = {name: getattr(row, name) for name in COPIED[model]}
    facts |= {name: plain_number(facts[name]) for name in NUMBERS & facts.keys()}
    facts |= {name: said for name in BESIDE.get(model, ()) if (said := getattr(row, name))}
    return facts | {name: sorted(one.code for one in getattr(row, name).all()) for name in NAMED.get(model, ())}
