import grimp
import pytest

from tools import quick

pytest_plugins = ["pytester"]


@pytest.fixture
def graph():
    found = grimp.ImportGraph()
    for importer, imported in (
        ("cells.operations.issuing", "portal.directory.workdays"),
        ("tests.portal.directory.test_workdays", "portal.directory.workdays"),
        ("tests.tools.test_quick", "cells.operations.issuing"),
        ("tests.journeys.test_round_cell", "portal.directory.workdays"),
    ):
        for module in (importer, imported):
            found.add_module(module)
        found.add_import(importer=importer, imported=imported)
    return found


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (
            "portal/directory/workdays.py",
            ["tests/portal/directory/test_workdays.py", "tests/test_house.py", "tests/tools/test_quick.py"],
        ),
        ("cells/operations/issuing.py", ["tests/test_house.py", "tests/tools/test_quick.py"]),
        ("templates/board/front.html", ["tests/test_templates.py", "tests/test_house.py", "tests/portal/board"]),
        ("locale/cells/en/LC_MESSAGES/django.po", ["tests/test_words.py", "tests/test_house.py", "tests/cells"]),
        ("docs/deploy.md", ["tests/test_docs.py", "tests/test_house.py"]),
        ("cells/rubrics/school.yaml", ["tests/test_house.py", "tests/cells"]),
    ],
)
def test_a_change_reaches_what_reads_it_the_nearest_first(graph, path, wanted):
    assert quick.chosen([path], graph) == wanted


def test_what_the_minute_does_not_reach_is_named_and_a_failure_stays_one(pytester):
    pytester.makepyfile(test_one="def test_bad():\n    assert 0\n", test_two="def test_late():\n    pass\n")
    minute = quick.Minute(60, iter([0.0, 0.0, 100.0]).__next__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick, "ROOT", pytester.path)
        pytester.inline_run("-p", "no:django", "-p", "no:cacheprovider", plugins=[minute])
    assert minute.left == ["test_two.py"]
    assert minute.failed == 1
