"""Words and drawings of the board."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.board.enums import TONES
from portal.board.queries import next_release, plans
from portal.board.results import words
from portal.board.results.charts import draw_trend
from portal.numbers import plain_number

register = template.Library()
register.filter("plain_number", plain_number)
register.filter("period_words", words.period_words)
register.filter("year_words", lambda year: words.period_words(str(year)))
register.filter("target_words", words.target_words)
register.filter("category_words", words.category_words)
register.filter("unit_words", words.unit_words)
register.filter("owner_words", words.owner_words)
register.filter("first_words", words.first_words)
register.filter("source_words", words.source_words)
register.filter("method_words", words.method_words)
register.filter("reason_words", words.reason_words)
register.filter("record_words", words.record_words)
register.filter("subcategory_words", words.subcategory_words)
register.filter("group_words", words.group_words)
register.filter("content_words", words.content_words)
register.filter("lead_words", words.lead_words)
register.filter("baseline_words", words.baseline_words)
register.filter("figure_words", words.figure_words)
register.filter("indicator_url", words.indicator_url)
register.filter("group_names", words.group_names)
register.filter("office_url", words.office_url)
register.filter("figure_url", words.figure_url)
register.filter("release_words", words.release_words)
register.filter("notes_by", lambda noted, office: noted.of(office))
register.filter("rows_in", lambda groups: sum(len(rows) for _, rows in groups))
register.filter("tone", lambda state: TONES[state])


@register.inclusion_tag("board/parts/other_plans.html")
def other_plans(name: str, plan):
    """The same page of the other plans."""
    found = [(other, reverse(f"board:{name}", args=[other.slug])) for other in plans() if other != plan]
    return {"plans": found}


@register.simple_tag
def plan_before(row) -> list[tuple[int, str]]:
    """The numbers of the plan before from which an indicator goes on, with their pages."""
    before = next((plan for plan in plans() if plan.code == row.indicator.plan.follows), None)
    if before is None:
        return []
    return [
        (number, reverse("board:indicator-detail", args=[before.slug, number])) for number in row.indicator.continues
    ]


@register.inclusion_tag("board/parts/next_release.html")
def next_release_line():
    """The day that is announced for the next figures, beside them and beside the news."""
    return {"release": next_release()}


@register.simple_tag
def data_licence() -> dict[str, str]:
    """Its name in the active language and its address; empty until the district has decided."""
    licence = settings.DISTRICT.data_licence
    label = licence["name_en" if words.is_english() else "name"] if licence else ""
    return {**licence, "label": label} if licence else {}


@register.inclusion_tag("board/parts/trend.html")
def trend_chart(row):
    """The line of an indicator over time, with its baseline and target."""
    own = row.indicator.is_decided_outside
    rows = [held for held in row.observations if held.value is not None and held.is_from_outside == own]
    rows.sort(key=lambda held: held.when.place)
    points = [
        {
            "label": held.period,
            "value": held.value,
            "low": held.interval[0],
            "high": held.interval[1],
        }
        for held in rows
    ]
    chart = draw_trend(points, row.target.baseline, row.target.value)
    return {"chart": chart, "row": row, "summary": trend_summary(points, row) if chart else ""}


def trend_summary(points: list[dict], row) -> str:
    """The drawing in one sentence, for those who do not see it."""
    values = {
        "count": len(points),
        "first": words.period_words(points[0]["label"]),
        "first_value": plain_number(points[0]["value"]),
        "last": words.period_words(points[-1]["label"]),
        "last_value": plain_number(points[-1]["value"]),
        "unit": words.unit_words(row.indicator),
        "target": words.target_words(row),
    }
    if len(points) == 1:
        return _("One figure: %(last_value)s %(unit)s in %(last)s; target: %(target)s.") % values
    return (
        _("From %(first_value)s %(unit)s in %(first)s to %(last_value)s %(unit)s in %(last)s; target: %(target)s.")
        % values
    )
