"""Undo: ten seconds after one press on many, where nothing has left the house. It needs no script.

What was done stands in the session and not on the page, so nobody undoes what another did. The operation that undoes is
the room's (`undoes` of its manifest): it asks again who may, and leaves its own trace.
"""

from datetime import datetime, timedelta

from django.contrib import messages

from portal.manifests import manifests

KEY = "undo"
# What is said, and how long a press may be on its way.
TIME, WAY = timedelta(seconds=10), timedelta(seconds=5)


def offer(request, words: str, *, now: datetime, back: str, what: str, **about) -> None:
    """Say what was done, beside the press that undoes it; `back` is where one goes on after that."""
    request.session[KEY] = {"what": what, "about": about, "back": back, "until": (now + TIME + WAY).isoformat()}
    messages.success(request, words, extra_tags=KEY)


def taken(request, now: datetime) -> tuple[str, bool]:
    """Where to go on, and whether the last act was undone; asked twice, it is undone once."""
    held = request.session.pop(KEY, None)
    if not held:
        return "", False
    in_time = now <= datetime.fromisoformat(held["until"])
    if in_time:
        operations = {name: undo for manifest in manifests() for name, undo in manifest.undoes.items()}
        operations[held["what"]](actor=request.user, now=now, **held["about"])
    return held["back"], in_time
