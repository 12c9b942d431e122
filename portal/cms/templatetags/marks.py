"""Coordinates for the templates of quarter strips and trends."""

from django import template

from portal.cms import drawing

register = template.Library()


@register.simple_tag
def quarter_marks(quota, verified, held, planned):
    return drawing.quarter_marks(*(int(number or 0) for number in (quota, verified, held, planned)))


@register.simple_tag
def trend_plot(points, baseline, target):
    return drawing.trend_plot(points, baseline, target)
