"""Several at once: numbers, stale saves, rows that the database itself protects."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cells.enums import ApplicationStatus as Status
from cells.models import Decision, NoticeBatch, NumberRecord, Rubric
from cells.operations.certification import number_gaps, void_number
from cells.operations.evaluation import save_evaluation
from cells.operations.filing import Entry
from cells.operations.steps import ConflictError
from cells.results import evaluation_score

THREADS = 8


def together(action, count):
    """Run it in threads, each with its own connection; what each returned or raised."""

    def run(number):
        try:
            return action(number)
        except (ConflictError, ZeroDivisionError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
def test_numbers_drawn_at_once_are_unique_and_without_unexplained_gaps(case, people):
    def draw(number):
        with transaction.atomic():
            row = void_number(actor=people.district, year=2026, reason=f"作废 {number}", now=case.now)
            if number % 5 == 0:
                raise ZeroDivisionError
        return row.serial

    found = together(draw, 40)
    serials = sorted(serial for serial in found if isinstance(serial, int))
    assert serials == list(range(1, 33))
    assert NumberRecord.objects.count() == 32
    assert number_gaps(2026) == []


@pytest.mark.django_db(transaction=True)
def test_of_several_saves_from_one_version_one_is_taken(case, people):
    """REV-01 and F10: rounds of eight reviewers' tabs on one sheet."""
    case.to(Status.EVALUATING)
    evaluation = case.evaluation_of(people.first)
    for revision in range(1, 6):

        def save(number, seen=revision):
            entry = Entry("JG-A2", "given", {"number": str(number)})
            save_evaluation(actor=people.first, evaluation=evaluation, entries=[entry], revision=seen, now=case.now)
            return number

        found = together(save, THREADS)
        (winner,) = [number for number in found if isinstance(number, int)]
        assert sum(isinstance(error, ConflictError) for error in found) == THREADS - 1
        evaluation.refresh_from_db()
        assert evaluation.scores.get(criterion="JG-A2").value == {"number": str(winner)}
        assert evaluation_score(evaluation).marks["JG-A2"].points == (3 if winner >= 6 else 0)


@pytest.mark.django_db
def test_the_database_keeps_what_was_published_or_decided(case):
    case.to(Status.IN_NOTICE)
    rows = [
        (Rubric.objects.filter(pk=case.row.rubric_id), {"digest": "0" * 64}),
        (Rubric.objects.filter(pk=case.row.rubric_id), {"definition": {}}),
        (Rubric.objects.filter(pk=case.row.rubric_id), {"state": "draft", "published_at": None}),
        (Decision.objects.all(), {"score": 1}),
        (NoticeBatch.objects.all(), {"content": []}),
        (NoticeBatch.objects.all(), {"digest": "0" * 64}),
    ]
    for query, change in rows:
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            query.update(**change)
    assert NoticeBatch.objects.update(state="closed") == 1


@pytest.mark.django_db
def test_the_database_takes_no_second_running_application(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(case.row).objects.create(
            reference="SQ-2",
            organisation=case.organisation,
            rubric=case.row.rubric,
            status="draft",
            created_at=case.now,
            changed_at=case.now,
        )
