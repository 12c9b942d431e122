"""What a provider answers, read without trust in its shape."""

import json

from portal.accounts.sms.refusals import UnreadableError


def object_in(body: bytes) -> dict:
    try:
        found = json.loads(body)
    except ValueError:
        raise UnreadableError("no JSON") from None
    if not isinstance(found, dict):
        raise UnreadableError("no object")
    return found


def text_at(found: object, *path: str | int) -> str:
    """The text at the end of a path of names and numbers; "" where there is none."""
    for step in path:
        if isinstance(step, int):
            found = found[step] if isinstance(found, list) and len(found) > step else None
        else:
            found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, str) else ""
