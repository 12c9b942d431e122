"""One answer in words, for the person who gave it."""

from portal.directory.models import Area, Community
from surveys.models import Response
from surveys.questionnaire import COMMUNITY, OTHER, Item


def in_words(response: Response, language: str) -> list[tuple[str, str]]:
    """Each question that was answered, with the answer."""
    asked = [item for item in response.version.questionnaire.questions if response.answers.get(item.id)]
    return [(item.text.in_language(language), _said(item, response, language)) for item in asked]


def _said(item: Item, response: Response, language: str) -> str:
    given = [*response.answers[item.id], *response.answers.get(item.id + OTHER, [])]
    if item.kind.names_places:
        codes = [*given, *response.answers.get(item.id + COMMUNITY, [])]
        places = [*Area.objects.filter(code__in=codes), *Community.objects.filter(code__in=codes)]
        return " ".join(place.label for place in places) or " ".join(codes)
    words = {option.code: option.text.in_language(language) for option in item.options}
    return item.kind.said(given, words)
