"""Reading a post: only our fields."""

from django.utils.datastructures import MultiValueDict

from surveys.questionnaire import PREFIX

INVITATION = COOKIE = "invitation"
OWN_FIELDS = frozenset({"key", "taken", "proof", "csrfmiddlewaretoken", INVITATION})
LONGEST_LINK = 300


def token_in(text: str) -> str:
    """The token of an invitation, of what somebody typed or copied: the code alone, or the whole link."""
    return text[:LONGEST_LINK].strip().rstrip("/").rpartition("/")[2]


def answers_in(data: MultiValueDict) -> dict[str, list[str]]:
    """Every field that is not ours by name goes to the check as a foreign question."""
    return {
        name if name.startswith(PREFIX) else f"{PREFIX}{name}": values
        for name, values in data.lists()
        if name not in OWN_FIELDS
    }
