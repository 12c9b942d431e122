"""Reading a post: only our fields, from our page."""

from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict

from surveys.questionnaire import PREFIX

INVITATION = "invitation"
OWN_FIELDS = frozenset({"key", "taken", "proof", "csrfmiddlewaretoken", INVITATION})
LONGEST_LINK = 300
OWN_SITES = frozenset({"same-origin", "none"})


def is_own_page(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of this site. Old browsers say nothing: the key decides."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in OWN_SITES:
        return False
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc == request.get_host()


def token_in(text: str) -> str:
    """The token of an invitation, of what somebody typed or copied: the code alone, or the whole link."""
    return text[:LONGEST_LINK].strip().rstrip("/").rpartition("/")[2]


def answers_in(data: QueryDict) -> dict[str, list[str]]:
    """Every field that is not ours by name goes to the check as a foreign question."""
    return {
        name if name.startswith(PREFIX) else f"{PREFIX}{name}": values
        for name, values in data.lists()
        if name not in OWN_FIELDS
    }
