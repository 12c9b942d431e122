"""What an officer sent: kept, or shown again with what was refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect

from portal import clock
from portal.evidence.errors import RefusedFileError
from portal.procedure.refusals import Refused


def saved_or_shown(request, form, *, write: Callable[[], Any], page: Callable, words: str, then: str):
    """What intake or another's entry refuses goes back into the form; what is kept waits for a second person."""
    try:
        write()
    except Refused as refusal:
        form.add_error(refusal.field, refusal.words)
        return page(request, form)
    except RefusedFileError as refused:
        form.add_error("files", refused.message)
        return page(request, form)
    messages.success(request, words)
    return redirect(then)


def who(request) -> dict:
    return {"actor": request.user, "now": clock.now()}
