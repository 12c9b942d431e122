from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def district(name: str) -> str:
    """`{% district "label" %}`: a word of the district that this portal is of (portal.directory.district)."""
    return getattr(settings.DISTRICT, name)
