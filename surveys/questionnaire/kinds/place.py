"""Where somebody lives: an area, and the community in it for who knows."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from surveys.enums import Dimension
from surveys.questionnaire.faults import COMMUNITY, UNKNOWN_PLACE, Fault, Places, Problem
from surveys.questionnaire.kinds.rating import UNCLEAR
from surveys.questionnaire.records import Given, Item, Kind
from surveys.questionnaire.xlsform_form import Form


class Place(Kind):
    word = "place"
    label = _("Area and community")
    order = 90
    marks = ("地点", "社区")
    preset = {"dimension": Dimension.AREA.value}
    is_mostly_required = True
    template = "place"
    paper = "place"
    names_places = True

    def stored(self, item: Item) -> tuple[str, ...]:
        """The community says more of an answer and is none by itself."""
        return (item.id, item.id + COMMUNITY)

    def faults(self, item: Item, given: Given, places: Places) -> list[Problem]:
        areas, community = given[item.id], given.get(item.id + COMMUNITY, [])
        if len(areas) != 1 or areas[0] not in {UNKNOWN_PLACE, *places.communities}:
            return [Problem(item.id, Fault.NOT_OFFERED)]
        if not community or community == [UNKNOWN_PLACE]:
            return []
        every = frozenset().union(*places.communities.values())
        if len(community) > 1 or community[0] not in every:
            return [Problem(item.id, Fault.NOT_OFFERED)]
        is_there = community[0] in places.communities.get(areas[0], ())
        return [] if is_there else [Problem(item.id, Fault.COMMUNITY_ELSEWHERE)]

    def categories(self, values: Sequence[str]) -> list[str]:
        return [values[0]]

    def trait(self, value: str) -> str:
        return "" if value == UNKNOWN_PLACE else value

    def ways_out(self, item: Item) -> list[str]:
        return [UNKNOWN_PLACE]

    def write(self, form: Form, item: dict) -> None:
        form.list("areas", [*({"code": code, "text": words} for code, (words, _) in form.areas.items()), UNCLEAR])
        form.row("select_one areas", item["id"], item)
        rows = [(code, area, words) for area, (_, inside) in form.areas.items() for code, words in inside.items()]
        if rows:
            form.list("communities", [{"code": code, "text": words, "area": area} for code, area, words in rows])
            asked = {"text": {"zh": "社区（村）", "en": "Community or village"}}
            form.row(
                "select_one communities", f"{item['id']}_community", asked, choice_filter=f"area = ${{{item['id']}}}"
            )


KIND = Place()
