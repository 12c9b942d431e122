from django import template
from django.utils.translation import get_language

from surveys.forms.sheet import communities, sheet
from surveys.forms.words import flaws_told
from surveys.queries import areas_with_communities
from surveys.questionnaire import parse

register = template.Library()
register.filter("communities", communities)


@register.simple_tag
def draft_flaws(draft):
    """What a draft still lacks, in words."""
    return flaws_told(draft.problems, draft.definition)


@register.simple_tag
def preview_sheet(draft):
    """The form of a draft in the language of the page; nothing while it is no questionnaire yet."""
    if draft.problems:
        return None
    areas = areas_with_communities()
    return sheet(parse(draft.definition), get_language() or "zh-hans", areas)
