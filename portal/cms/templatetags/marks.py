"""What templates ask of plain Python: coordinates of charts, numbers of pages, names of browsers."""

from django import template

from portal.cms import devices, drawing, sharing

register = template.Library()


@register.simple_tag
def quarter_marks(quota, verified, held, planned):
    return drawing.quarter_marks(*(int(number or 0) for number in (quota, verified, held, planned)))


@register.simple_tag
def trend_plot(points, baseline, target):
    return drawing.trend_plot(points, baseline, target)


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


@register.simple_tag
def structured_data(page, request):
    """What search engines read of a page; nothing where a page has nothing to say."""
    data = page.get_structured_data(request) if hasattr(page, "get_structured_data") else {}
    return sharing.data_script(data) if data else ""
