"""The budgets of the house: how long a file, a function, a view or a template may be."""

import ast
import re
import statistics
import subprocess
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILE_MEDIAN, FILE_MOST = 80, 250
FUNCTION_MOST, VIEW_MOST, TEMPLATE_MOST = 40, 15, 80
LINE_MOST = 140
INLINE = re.compile(r"\sstyle=|<style|<script>|\son(click|load|submit|change|input|error|focus|blur)=")
FORBIDDEN = {"utils", "helpers", "common", "core", "services", "misc"}


def tracked(*patterns):
    listed = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, check=True, capture_output=True, text=True)
    paths = [Path(name) for name in listed.stdout.split("\0") if name]
    return [path for path in paths if "migrations" not in path.parts and (ROOT / path).exists()]


SOURCES = tracked("portal/*.py", "cells/*.py", "campaigns/*.py", "surveys/*.py", "tools/*.py", "bench/*.py")
TESTS = tracked("tests/*.py")
TEMPLATES = tracked("templates/*.html", "templates/*.txt")


def lines(path):
    return len((ROOT / path).read_text(encoding="utf-8").splitlines())


def functions(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.end_lineno - node.lineno + 1


def too_long(paths, most):
    return sorted((str(path), lines(path)) for path in paths if lines(path) > most)


def long_functions(paths, most):
    return sorted((f"{path}:{name}", length) for path in paths for name, length in functions(path) if length > most)


def view_lengths(path):
    """Functions that take a request; what only gathers for them may be as long as any function."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.args.args and node.args.args[0].arg == "request":
            yield node.name, node.end_lineno - node.lineno + 1


def test_no_file_is_too_long():
    assert too_long(SOURCES + TESTS, FILE_MOST) == []


def test_half_of_the_files_are_short():
    assert statistics.median(lines(path) for path in SOURCES if path.name != "__init__.py") <= FILE_MEDIAN


def test_no_function_is_too_long():
    assert long_functions(SOURCES, FUNCTION_MOST) == []


def test_views_only_translate():
    views = [path for path in SOURCES if "views" in path.parts or path.name == "views.py"]
    found = ((f"{path}:{name}", length) for path in views for name, length in view_lengths(path))
    assert [pair for pair in found if pair[1] > VIEW_MOST] == []


def test_no_template_is_too_long():
    assert too_long(TEMPLATES, TEMPLATE_MOST) == []


def test_no_shelf_for_odds_and_ends():
    assert [str(path) for path in SOURCES if FORBIDDEN & {path.stem, *path.parts}] == []


def template_lines(wrong):
    """Where a line of a template is wrong; mails are no pages."""
    return [
        f"{path}:{number}"
        for path in TEMPLATES
        if "emails" not in path.parts
        for number, line in enumerate((ROOT / path).read_text(encoding="utf-8").splitlines(), 1)
        if wrong(line)
    ]


def test_no_template_has_inline_style_or_script():
    """The content policy would refuse it in the browser."""
    assert template_lines(INLINE.search) == []


def test_lines_of_templates_are_short():
    """Lines of a text message are its paragraphs."""
    assert [line for line in template_lines(lambda line: len(line) > LINE_MOST) if ".html:" in line] == []


def test_every_component_sees_only_its_inputs():
    assert template_lines(lambda line: '{% include "components/' in line and "%}" in line and " only" not in line) == []


def test_every_blocktranslate_is_trimmed():
    assert template_lines(lambda line: "{% blocktranslate" in line and " trimmed" not in line) == []


def test_no_index_address_in_the_locks():
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert "://" not in (ROOT / name).read_text()


NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# Taking a number out of use waits for its page: what it explains, the register and the invariants know already.
NO_CALLER_YET = {"void_number"}


def test_nothing_is_there_for_tests_alone():
    """A function of a module is named once more than where it is defined, in code or in a template.

    One with a decorator that only wraps it counts; others tell a framework of it.
    """
    words = Counter(word for path in SOURCES + TEMPLATES for word in NAME.findall((ROOT / path).read_text()))
    trees = {path: ast.parse((ROOT / path).read_text()) for path in SOURCES}
    plain = {
        node.name: str(path)
        for path, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and {ast.unparse(one) for one in node.decorator_list} <= {"transaction.atomic", "cache"}
        and not node.name.startswith("__")
    }
    assert {name for name in plain if words[name] == 1} == NO_CALLER_YET, plain
