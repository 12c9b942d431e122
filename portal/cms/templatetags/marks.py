"""What templates ask of plain Python: marks of a quarter, numbers of pages, names of browsers."""

from django import template

from portal.cms.frame import devices, sharing

register = template.Library()
MOST_MARKS = 12


@register.simple_tag
def quarter_marks(quota, verified, held, planned) -> list[str]:
    """One mark for each event that a quarter asks for, and for some beyond it; done ones first. Words say the rest."""
    quota, verified, held, planned = (int(number or 0) for number in (quota, verified, held, planned))
    marks = ["verified"] * verified + ["held"] * held + ["planned"] * planned
    return (marks + ["open"] * (quota - len(marks)))[: max(quota, MOST_MARKS)]


@register.simple_tag
def page_numbers(page):
    """The numbers around this page, with "…" for what is left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def browser_name(agent):
    return devices.browser_name(agent)


@register.simple_tag
def share_picture(page):
    return sharing.picture_of(page)


@register.simple_tag
def share_address(request):
    return sharing.address_of(request)


@register.simple_tag(takes_context=True)
def structured_data(context):
    """What search engines read of a page, or of the thing that a room describes; nothing where nothing is to be said."""
    shown = [context.get(name) for name in ("page", "described")]
    told = [
        thing.get_structured_data(context.get("request")) for thing in shown if hasattr(thing, "get_structured_data")
    ]
    return sharing.data_script(told[0]) if told else ""
