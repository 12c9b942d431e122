"""REV-02, T3: what was handed in or decided, the database itself refuses to change, to drop, to push out, to add to."""

import json
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, transaction

from cells.enums import ApplicationStatus as Status
from cells.models import Application, Assignment, CriterionScore, Decision, Evaluation, NoticeBatch, Rubric, Submission
from cells.operations.evaluation import save_evaluation
from cells.operations.filing import Entry
from cells.triggers import GUARDS
from portal.ledger import guards
from tests.factories.cells import Case

GUARDED = (Decision, CriterionScore, Evaluation, Assignment, Submission, Rubric, NoticeBatch)
COLUMNS = "evaluation_id, criterion, state, value, note, is_submitted"
REFUSED = [
    "UPDATE cells_decision SET score = 1",
    "UPDATE cells_decision SET reasons = 'x'",
    "DELETE FROM cells_decision",
    'UPDATE cells_criterionscore SET value = \'{{"number": "0"}}\'',
    "UPDATE cells_criterionscore SET state = 'not_applicable' WHERE criterion = 'JG-A2'",
    "UPDATE cells_criterionscore SET is_submitted = {no}",
    "UPDATE cells_criterionscore SET note = 'x'",
    "DELETE FROM cells_criterionscore WHERE criterion = 'JG-A2'",
    f"INSERT INTO cells_criterionscore ({COLUMNS}) SELECT id, 'late', 'given', '{{{{}}}}', '', {{no}} FROM cells_evaluation",
    "UPDATE cells_evaluation SET submitted_at = NULL",
    "UPDATE cells_evaluation SET comment = 'x'",
    "DELETE FROM cells_evaluation",
    "UPDATE cells_assignment SET state = 'assigned'",
    "UPDATE cells_assignment SET evaluator_id = assigned_by_id",
    "DELETE FROM cells_assignment",
    "UPDATE cells_submission SET score = 1",
    "DELETE FROM cells_submission",
    "DELETE FROM cells_rubric",
    "DELETE FROM cells_noticebatch",
]
# On SQLite alone a row can be pushed out by another one, and no DELETE trigger is asked.
PUSHED_OUT = [
    *(f"INSERT OR REPLACE INTO {model._meta.db_table} SELECT * FROM {model._meta.db_table}" for model in GUARDED),
    f"REPLACE INTO cells_criterionscore ({COLUMNS}) SELECT {COLUMNS} FROM cells_criterionscore",
    "UPDATE OR REPLACE cells_criterionscore SET id = {closed} WHERE id = {open}",
    "UPDATE OR REPLACE cells_criterionscore SET evaluation_id = {evaluation} WHERE id = {open}",
]


def sql(statement: str, on=connection) -> None:
    with transaction.atomic(using=on.alias), on.cursor() as cursor:
        cursor.execute(statement)


def contents() -> str:
    return json.dumps([list(model.objects.order_by("pk").values()) for model in GUARDED], default=str)


@pytest.fixture
def decided(case):
    return case.to(Status.IN_NOTICE)


@pytest.fixture
def open_mark(people, now):
    """A mark of an evaluation that is still being written."""
    other = Case(people, now).to(Status.EVALUATING)
    entry = Entry("JG-A2", "given", {"number": "3"})
    row = other.evaluation_of(people.first)
    save_evaluation(actor=people.first, evaluation=row, entries=[entry], revision=1, now=now)
    return row.scores.get()


@pytest.mark.django_db
def test_rev_02_sql_is_refused(decided, open_mark):
    closed = CriterionScore.objects.filter(is_submitted=True).first()
    places = {"closed": closed.pk, "evaluation": closed.evaluation_id, "open": open_mark.pk}
    before, no = contents(), "0" if connection.vendor == "sqlite" else "false"
    for statement in REFUSED + (PUSHED_OUT if connection.vendor == "sqlite" else []):
        with pytest.raises(DatabaseError, match="never changes"):
            sql(statement.format(no=no, **places))
    assert contents() == before


@pytest.mark.django_db
def test_what_is_still_being_written_may_change(open_mark, people, now):
    CriterionScore.objects.filter(pk=open_mark.pk).update(note="看过台账")
    evaluation = open_mark.evaluation
    again = [Entry("JG-A2", "given", {"number": "5"}), Entry("JG-A1", "given", {"met": True})]
    save_evaluation(actor=people.first, evaluation=evaluation, entries=again, revision=2, now=now)
    assert {score.criterion: score.is_submitted for score in evaluation.scores.all()} == {
        "JG-A1": False,
        "JG-A2": False,
    }
    assert open_mark.delete()[0] == 1


@pytest.mark.django_db
def test_marks_are_closed_with_their_evaluation_alone(case, people):
    case.to(Status.EVALUATING).evaluate(people.first)
    assert set(case.evaluation_of(people.first).scores.values_list("is_submitted", flat=True)) == {True}
    with pytest.raises(DatabaseError, match="handed in"):
        sql("DELETE FROM cells_criterionscore")
    case.evaluate(people.second)
    assert set(CriterionScore.objects.values_list("is_submitted", flat=True)) == {True}


@pytest.mark.django_db
def test_all_triggers_stand():
    """A migration that rebuilds a guarded table on SQLite and forgets `guards.install` is found here."""
    assert guards.missing(connection, GUARDS) == []


@pytest.mark.django_db
def test_the_migration_goes_back_and_forth_and_closes_earlier_marks(decided):
    migration = import_module("cells.migrations.0010_what_was_handed_in_stays")
    editor = SimpleNamespace(connection=connection)
    migration.open_marks(apps, editor)
    assert {name.rpartition("_")[0] for name in guards.missing(connection, GUARDS)} == {"cells_criterionscore"}
    CriterionScore.objects.update(is_submitted=False)
    migration.close_marks(apps, editor)
    migration.guard(apps, editor)
    assert guards.missing(connection, GUARDS) == []
    assert not CriterionScore.objects.filter(is_submitted=False).exists()


@pytest.mark.django_db
def test_on_postgresql_no_table_is_emptied_at_once():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE")
    sql("TRUNCATE cells_decision")
    sql(guards.FUNCTIONS.replace("test_", "no_such_"))
    for guard in GUARDS:
        with pytest.raises(DatabaseError, match="never changes"):
            sql(f"TRUNCATE {guard.table} CASCADE")


@pytest.fixture
def scratch(tmp_path):
    """A copy of the SQLite database, for alterations."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL alters tables where they stand")
    path = tmp_path / "scratch.sqlite3"
    connection.cursor().execute(f"VACUUM INTO '{path}'")
    connections["scratch"] = type(connections["default"])(
        {**connection.settings_dict, "NAME": str(path)}, alias="scratch"
    )
    yield connections["scratch"]
    connections["scratch"].close()
    del connections["scratch"]


def alter(on, model, name):
    """As a migration's AlterField: on SQLite the table is made anew."""
    former = model._meta.get_field(name)
    field = former.clone()
    field.set_attributes_from_name(name)
    field.model, field.null = model, True
    with on.schema_editor() as editor:
        editor.alter_field(model, former, field)


@pytest.mark.django_db(transaction=True)
def test_tables_can_be_rebuilt_and_are_guarded_again(decided, scratch):
    fields = {CriterionScore: "note", Evaluation: "comment", Assignment: "recusal_reason", Submission: "statement"}
    fields |= {Decision: "reasons", Rubric: "digest", NoticeBatch: "digest", Application: "return_note"}
    for model, name in fields.items():
        alter(scratch, model, name)
        table = model._meta.db_table
        lost = guards.missing(scratch, GUARDS)
        assert lost == [made for guard in GUARDS if guard.table == table for made in guards.statements("sqlite", guard)]
        guards.install(scratch, GUARDS)
        assert guards.missing(scratch, GUARDS) == []
        if model in GUARDED:
            assert model.objects.using("scratch").count() == model.objects.count() > 0
            with pytest.raises(DatabaseError, match="never changes"):
                sql(f"DELETE FROM {table}", on=scratch)


@pytest.mark.django_db(transaction=True)
def test_why_a_trigger_may_not_ask_another_table(scratch):
    asks = "EXISTS (SELECT 1 FROM cells_evaluation WHERE id = OLD.evaluation_id AND submitted_at IS NOT NULL)"
    sql(f"CREATE TRIGGER across BEFORE DELETE ON cells_criterionscore WHEN {asks} BEGIN SELECT 1; END", on=scratch)
    with pytest.raises(DatabaseError, match="error in trigger across"):
        alter(scratch, Evaluation, "comment")


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_starts_with_empty_and_guarded_tables():
    assert not any(model.objects.exists() for model in GUARDED)
    assert guards.missing(connection, GUARDS) == []
