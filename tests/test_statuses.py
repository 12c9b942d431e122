"""Whatever stands somewhere in this house stands there by a step of a table, and nothing but `take` writes it."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import NOT_PROVIDED

from campaigns import workflow as campaigns
from cells import workflow as cells
from portal.board import workflow as board
from portal.home import workflow as home
from portal.procedure.steps import NOWHERE, STAYS, Table
from surveys import workflow as surveys
from tests.test_house import ROOT, tracked

FIELDS = {"state", "status"}
TABLES = [
    table for room in (campaigns, cells, board, home, surveys) for table in vars(room).values() if type(table) is Table
]
STORED = {
    "board.Closing.state": board.CLOSINGS,
    "board.Definition.state": board.DEFINITIONS,
    "board.PlanDraft.state": board.DRAFTS,
    "board.Release.state": board.RELEASES,
    "campaigns.Event.state": campaigns.EVENTS,
    "campaigns.Estate.state": campaigns.ESTATES,
    "cells.Application.status": cells.APPLICATIONS,
    "cells.Certificate.state": cells.CERTIFICATES,
    "cells.Appeal.state": cells.APPEALS,
    "cells.Objection.state": cells.OBJECTIONS,
    "cells.Takeover.state": cells.TAKEOVERS,
    "cells.Correction.state": cells.CORRECTIONS,
    "cells.Reissue.state": cells.REISSUES,
    "cells.PaperAward.state": cells.AWARDS,
    "cells.Assignment.state": cells.ASSIGNMENTS,
    "cells.Rubric.state": cells.RUBRICS,
    "cells.NoticeBatch.state": cells.NOTICES,
    "home.Feedback.state": home.FEEDBACK,
    "surveys.Wave.state": surveys.WAVES,
    "surveys.Flag.state": surveys.FLAGS,
    "surveys.Estimate.state": surveys.ESTIMATES,
    "surveys.PaperBatch.state": surveys.BATCHES,
    "surveys.Commitment.state": surveys.COMMITMENTS,
    "surveys.Delivery.state": surveys.DELIVERIES,
}
# No matter that moves from hand to hand: what somebody says of a criterion, and how far a message came. The post
# office lies below the kitchen, and claims its messages by conditional updates.
NO_STATUS = {"cells.Answer.state", "cells.CriterionScore.state", "inbox.OutgoingMessage.state"}
MODELS = {name.split(".")[1] for name in STORED}
WRITERS = {"create", "update", "get_or_create", "update_or_create", "update_fields"}
# Where an attribute of this name is no status of ours.
OTHERS = {
    "cells/operations/filing.py": {"answer"},
    "portal/inbox/notifications.py": {"*"},  # the courier, of messages
    "portal/upkeep/management/commands/revive_tasks.py": {"*"},  # of the package that runs tasks
}
SOURCES = [
    path
    for path in tracked("portal/*.py", "cells/*.py", "campaigns/*.py", "surveys/*.py")
    if path != Path("portal/procedure/taking.py")
]


def own_models():
    return [
        model
        for app in apps.get_app_configs()
        if (ROOT / app.name.split(".")[0]).is_dir()
        for model in app.get_models()
    ]


def test_every_status_of_every_room_is_in_a_table():
    found = {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.concrete_fields
        if field.name in FIELDS and field.choices
    }
    assert found == set(STORED) | NO_STATUS


@pytest.mark.parametrize("name", STORED)
def test_a_table_knows_the_states_of_its_column(name):
    table, field = STORED[name], apps.get_model(*name.split(".")[:2])._meta.get_field(name.split(".")[2])
    assert [value for value, _label in field.choices] == table.states.values
    assert field.name == table.field
    assert field.default is NOT_PROVIDED or field.default in table.beginnings


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.name} {table.states.__name__}")
def test_the_steps_of_a_table_lead_from_state_to_state_and_reach_all(table):
    known = {state.value for state in table.states}
    assert {source for step in table.steps for source in step.sources} <= known | {NOWHERE}
    assert {step.target for step in table.steps} - {STAYS} == known
    assert len({step.name for step in table.steps}) == len(table.steps)
    assert table.beginnings


def writes(path: Path):
    """Lines that write a status: an attribute, a keyword of a writer or of a model's own call, a name in `update_fields`."""
    others = OTHERS.get(str(path), set())
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            flat = [each for target in targets for each in (target.elts if isinstance(target, ast.Tuple) else [target])]
            yield from (
                target.lineno
                for target in flat
                if isinstance(target, ast.Attribute) and target.attr in FIELDS and not named(target.value, others)
            )
        if isinstance(node, ast.Call) and "*" not in others and not is_about_marks(node):
            yield from called(node)


def named(value: ast.expr, others: set[str]) -> bool:
    return "*" in others or (isinstance(value, ast.Name) and value.id in others)


def is_about_marks(call: ast.Call) -> bool:
    return ast.unparse(call.func).partition(".")[0] in {name.split(".")[1] for name in NO_STATUS}


def called(call: ast.Call):
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    for keyword in call.keywords:
        is_first = isinstance(keyword.value, ast.Name) and keyword.value.id == "NOWHERE"
        if name in WRITERS | MODELS and keyword.arg in FIELDS and not is_first:
            yield call.lineno
        if keyword.arg == "update_fields" and FIELDS & {
            node.value for node in ast.walk(keyword.value) if isinstance(node, ast.Constant)
        }:
            yield call.lineno
    if name == "setattr" and isinstance(call.args[1], ast.Constant) and call.args[1].value in FIELDS:
        yield call.lineno


def test_nothing_but_take_writes_a_status():
    assert [f"{path}:{line}" for path in SOURCES for line in writes(path)] == []


@pytest.mark.parametrize(
    "line",
    [
        "row.state = State.OPEN",
        "row.status, row.reason = 'x', 'y'",
        "Wave.objects.filter(pk=1).update(state='open')",
        "Wave.objects.create(state=WaveState.OPEN)",
        "Wave(state=WaveState.OPEN)",
        "row.save(update_fields=['state', 'reason'])",
        "setattr(row, 'state', 'x')",
    ],
)
def test_a_write_past_the_table_is_found(line, tmp_path, monkeypatch):
    (tmp_path / "room.py").write_text(line)
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    assert list(writes(Path("room.py"))) == [1]


def test_predicates_say_can():
    """`may_not_apply` is a word of the rubric, of a criterion that may not apply to a unit."""
    asked = (
        f"{path}: {node.name}"
        for path in SOURCES
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.lstrip("_").startswith("may")
    )
    assert [found for found in asked if not found.endswith("may_not_apply")] == []
