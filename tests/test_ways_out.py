"""Rows leave by one way: a view that answers with a table is open to everybody, or goes through `hand_out`.

A view is found by what it can reach: the walk follows its code through our views, exports and servings, and sees the
media types that it names. Whoever adds a list on a desk that can be taken out as a file meets this test.
"""

from types import CodeType, FunctionType, ModuleType

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from portal.cms.exports import lists as of_wagtail
from portal.ledger.exporting import hand_out, hand_over
from portal.ledger.queries import exports
from portal.spreadsheets import MEDIA_TYPES
from tests.access import EVERYONE
from tests.factories.campaigns import reviewer
from tests.signed_in import prove_again
from tests.test_access import MATRIX

TABLES = (*(kind.split(";")[0] for kind in MEDIA_TYPES.values()), "application/zip", "application/vnd.ms-excel")
OURS = ("portal.", "cells.", "campaigns.", "surveys.")
# What a view answers with is made here; what it asks and does (forms, operations) names types of files that come in.
ANSWERS = (".views", ".exports", ".exporting", ".serving", ".viewsets")
# Tables without a row of ours about a person, a unit or an event: why they may leave as they are.
NO_ROWS = {
    "cells:organisation-template": "an empty table to fill in",
    "cells:award-template": "an empty table to fill in",
    "campaigns:event-template": "an empty table to fill in",
    "administration:account-template": "an empty table to fill in",
    "administration:account-import": "the person's own rows that were not taken, with why",
    "cells:organisation-import": "the person's own rows that were not taken, with why",
    "cells:award-import": "the person's own rows that were not taken, with why",
    "campaigns:event-import": "the person's own rows that were not taken, with why",
    "board:figures-import": "the person's own rows that were not taken, with why",
    "surveys:questionnaire-export": "the questions of a version",
    "surveys:data-codebook": "what the columns mean",
    "board:due-sheet": "which figures one's own department owes, to fill in",
    "board:plan-sheet": "the plan as the board shows it, to fill in the next one",
    "cells:certificate-document": "one certificate, as it hangs on the wall",
    "cells:certificate-plaque": "one certificate's sign for the door",
    "surveys:place-sheet": "sheets to hang up, with a place's code",
    "board:report-file": "the plan's figures, as the board shows them",
    "surveys:code-map": "the questions of a version, to fill in what a contractor's columns mean",
    "home:manual-paper": "the manual, on paper",
}


def _routes(resolver, namespace=()):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, (*namespace, pattern.namespace) if pattern.namespace else namespace)
        elif isinstance(pattern, URLPattern):
            yield ":".join([*namespace, pattern.name or str(pattern.pattern)]), pattern.callback


ROUTES = list(_routes(get_resolver()))


def _is_ours(module: str) -> bool:
    return module.startswith(OURS) and any(part in module for part in ANSWERS)


def _codes(code: CodeType):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)


def reached(view) -> tuple[set, set[str]]:
    """The functions of ours that a view can call, and every text that they name."""
    functions, words, waiting = set(), set(), list(_layers(view))
    while waiting:
        function = waiting.pop()
        if not isinstance(function, FunctionType) or function in functions:
            continue
        functions.add(function)
        if not _is_ours(f"{function.__module__}."):
            continue
        for code in _codes(function.__code__):
            words |= {constant for constant in code.co_consts if isinstance(constant, str)}
            for found in _found(code.co_names, function.__globals__):
                words |= set(_texts(found))
                waiting += [layer for one in _callables(found) for layer in _layers(one)]
    return functions, words


def _found(names, space):
    """What the names of a function stand for, also as names of a module of ours."""
    found = [space[name] for name in names if name in space]
    modules = [one for one in found if isinstance(one, ModuleType) and _is_ours(f"{one.__name__}.")]
    return [*found, *(getattr(one, name) for one in modules for name in names if hasattr(one, name))]


def _layers(view):
    """A function, and what its decorators wrapped."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)


def _texts(found):
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict | list | tuple):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _texts(one)


def _callables(found):
    if callable(found):
        yield found
    elif isinstance(found, dict | list | tuple):
        for one in found.values() if isinstance(found, dict) else found:
            yield from _callables(one)


def is_table(words: set[str]) -> bool:
    return any(word.startswith(TABLES) for word in words)


def tables() -> dict[str, set]:
    found = {name: reached(view) for name, view in ROUTES if not hasattr(view, "view_class")}
    return {name: functions for name, (functions, words) in found.items() if is_table(words)}


def test_the_walk_finds_the_tables_that_we_know():
    known = {"cells:register-export", "board:data-package", "board:csv-tasks", "cells:case-export", *NO_ROWS}
    known |= {"campaigns:event-export", "campaigns:report-export", "surveys:data-export", "surveys:invitation-make"}
    assert known <= set(tables())


def test_every_table_is_public_or_goes_the_one_way_out():
    astray = {
        name
        for name, functions in tables().items()
        if not {hand_out, hand_over} & functions
        and name not in NO_ROWS
        and (name not in MATRIX or MATRIX[name].get != EVERYONE)
    }
    assert astray == set()


def test_what_needs_no_question_is_still_there():
    assert not NO_ROWS.keys() - tables().keys()


def test_a_new_list_would_be_found():
    """The walk can fail: a view as somebody might write it tomorrow."""
    source = "def made(rows):\n    return HttpResponse(rows, content_type='text/csv')\ndef view(request):\n    return made([])"
    space = {"__name__": "cells.views.tomorrow", "HttpResponse": object}
    exec(source, space)  # a module of ours that is not there yet
    functions, words = reached(space["view"])
    assert is_table(words)
    assert hand_out not in functions


def classes() -> set:
    return {view.view_class for _name, view in ROUTES if hasattr(view, "view_class")}


def test_every_list_of_wagtail_goes_the_one_way_out():
    lists = {one for one in classes() if issubclass(one, SpreadsheetExportMixin)}
    assert len(lists) > 15
    for one in lists:
        assert (one.as_spreadsheet, one.post) == (of_wagtail.as_spreadsheet, of_wagtail.post), one


def test_no_other_class_of_views_writes_a_table():
    """Wagtail's other classes, of this release and the next."""
    others = {one for one in classes() if not issubclass(one, SpreadsheetExportMixin)}
    assert len(others) > 50
    assert [one for one in others if any("csv" in name or "xlsx" in name for name in dir(one))] == []


@pytest.mark.django_db
def test_a_stale_sign_in_is_asked_again_and_the_reason_is_kept(client):
    address = reverse("campaigns:event-export")
    client.force_login(reviewer())
    for answer in (client.get(address), client.post(address, {"ending": "xlsx", "reason": "季度核对"})):
        assert answer.status_code == 302
        assert "/account/" in answer["Location"]
    assert not exports().exists()
    prove_again(client)
    assert "季度核对" in client.get(address).content.decode()
    assert client.post(address, {"ending": "xlsx"}).status_code == 400
    assert not exports().exists()
