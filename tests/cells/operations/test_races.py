"""Several at once: numbers, stale saves, rows that the database itself protects."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cells.enums import ApplicationStatus as Status
from cells.exports.document import certificate_pdf
from cells.models import (
    Application,
    Certificate,
    Decision,
    NoticeBatch,
    NoticeEntry,
    NumberRecord,
    Organisation,
    Rubric,
)
from cells.operations.certification import issue_certificate, number_gaps, void_number
from cells.operations.evaluation import save_evaluation
from cells.operations.filing import Entry
from cells.operations.steps import ConflictError
from cells.results import evaluation_score
from cells.results.numbering import numbering_faults
from tests.cells.exports.paper import printed, written
from tests.factories.cells import credit_code

THREADS = 8
RARE = ("竹林", "龘靐齉爩", "㼆𣲘", "喆垚《“·”》", "A&B <i>#x $y", "长" * 60)


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


def fields_of(row, **instead):
    """Everything that a row holds, for one more like it."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields} | {"id": None} | instead


def more_in_notice(case, count):
    """As many units more whose notice has run, written at once; some with names that not every font can print."""
    row, entry, found = case.row, case.row.notice_entry, []
    for number in range(count):
        organisation = Organisation.objects.create(
            **fields_of(
                case.organisation,
                public_id=uuid.uuid4(),
                credit_code=credit_code(9_000_000 + number),
                name=f"{RARE[number % len(RARE)]}第 {number} 号",
            )
        )
        fields = {"public_id": uuid.uuid4(), "reference": f"SQ-{number}", "organisation_id": organisation.pk}
        other = Application.objects.create(**fields_of(row, **fields))
        Decision.objects.create(**fields_of(row.decision, public_id=uuid.uuid4(), application_id=other.pk))
        NoticeEntry.objects.create(**fields_of(entry, application_id=other.pk))
        found.append(other)
    return found


@pytest.mark.django_db(transaction=True)
def test_a_hundred_issues_at_once_of_which_twenty_fail(case, people):
    """CER-03, F12: unique numbers, every gap explained by its void record, and on paper what the row says."""
    rows = more_in_notice(case.to(Status.IN_NOTICE).later(days=10), 100)

    def issue(number):
        with transaction.atomic():
            certificate = issue_certificate(actor=people.district, application=rows[number], now=case.now)
            if number % 5 == 0:
                raise ZeroDivisionError
        return certificate.number

    found = together(issue, 100)
    numbers = [number for number in found if isinstance(number, str)]
    assert len(numbers) == len(set(numbers)) == Certificate.objects.count() == 80
    void_number(actor=people.district, year=2026, reason="证书用纸损坏", now=case.now)
    assert (number_gaps(2026), NumberRecord.objects.count()) == ([], 81)
    used = NumberRecord.objects.exclude(certificate=None).values_list("serial", flat=True)
    assert sorted(used) == list(range(1, 81))
    assert sum(isinstance(error, ZeroDivisionError) for error in found) == 20
    assert Application.objects.filter(status=Status.IN_NOTICE).count() == 21
    assert list(numbering_faults()) == []
    issued = list(Certificate.objects.select_related("unit_type", "organisation"))
    assert [row.holder for row in issued] == [row.organisation.name for row in issued]
    assert together(lambda number: printed(certificate_pdf(issued[number])), 80) == [written(row) for row in issued]


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
