"""Of the templates of messages: which values a provider's own template takes."""

from django import template
from django.utils.translation import gettext

from portal.accounts.sms.texts import Texted

register = template.Library()


@register.tag
def texted(parser, token) -> Texted:
    """{% texted number due_on|provisional:is_provisional path %}: values by name, in the order of the provider."""
    values = token.split_contents()[1:]
    return Texted({value.partition("|")[0]: parser.compile_filter(value) for value in values})


@register.filter
def provisional(day, is_provisional) -> str:
    """A day; with a word where the calendar of its year is not known yet."""
    return gettext("%(day)s (provisional)") % {"day": day} if is_provisional else str(day)
