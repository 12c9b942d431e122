"""Several at once: numbers, stale saves, rows that the database itself protects."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Barrier

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cells.enums import ApplicationStatus as Status
from cells.exports.document import certificate_pdf
from cells.models import (
    Application,
    Certificate,
    Decision,
    Evaluation,
    NoticeBatch,
    NoticeEntry,
    NumberRecord,
    Organisation,
    Rubric,
)
from cells.operations.certification import issue_certificate, void_number
from cells.operations.decision import decide_application
from cells.operations.evaluation import save_evaluation
from cells.operations.filing import Entry
from cells.results import evaluation_score
from cells.results.alterations import altered_scores
from cells.results.numbering import numbering_faults
from cells.results.scores import score_given
from cells.rubric.definition import read_given
from portal.accounts.roles import Role
from portal.procedure.refusals import Refused
from tests.cells.exports.paper import printed, written
from tests.factories.cells import credit_code, entries, granted

THREADS, ROUNDS = 8, 20
RACED = ("JG-A2", "JG-C1", "JG-C2")
RARE = ("竹林", "龘靐齉爩", "㼆𣲘", "喆垚《“·”》", "A&B <i>#x $y", "长" * 60)


@contextmanager
def crowd():
    """Eight threads, each with a connection of its own for as long as it lasts; gives what each returned or raised."""
    last = Barrier(THREADS)

    def attempt(action, number):
        try:
            return action(number)
        except (Refused, ZeroDivisionError) as error:
            return error

    def leave(_number):
        last.wait()
        connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        try:
            yield lambda action, count=THREADS: list(pool.map(partial(attempt, action), range(count)))
        finally:
            list(pool.map(leave, range(THREADS)))


def together(action, count):
    with crowd() as all_at_once:
        return all_at_once(action, count)


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
def test_twenty_issues_at_once_of_which_four_fail(case, people):
    """CER-03, F12: unique numbers, every gap explained by its void record, and on paper what the row says."""
    rows = more_in_notice(case.to(Status.IN_NOTICE).later(days=10), 20)

    def issue(number):
        with transaction.atomic():
            certificate = issue_certificate(actor=people.deputy, application=rows[number], now=case.now)
            if number % 5 == 0:
                raise ZeroDivisionError
        return certificate.number

    found = together(issue, 20)
    numbers = [number for number in found if isinstance(number, str)]
    assert len(numbers) == len(set(numbers)) == Certificate.objects.count() == 16
    void_number(actor=people.district, year=2026, reason="证书用纸损坏", now=case.now)
    assert sorted(NumberRecord.objects.values_list("serial", flat=True)) == list(range(1, 18))
    used = NumberRecord.objects.exclude(certificate=None).values_list("serial", flat=True)
    assert sorted(used) == list(range(1, 17))
    assert sum(isinstance(error, ZeroDivisionError) for error in found) == 4
    assert Application.objects.filter(status=Status.IN_NOTICE).count() == 5
    assert list(numbering_faults()) == []
    issued = list(Certificate.objects.select_related("unit_type", "organisation"))
    assert [row.holder for row in issued] == [row.organisation.name for row in issued]
    assert together(lambda number: printed(certificate_pdf(issued[number])), 16) == [written(row) for row in issued]


def tab(number):
    """What one of the eight wants to save: three items, so that a save by halves would show."""
    return [Entry(code, "given", {"number": str(number)}) for code in RACED]


def reckoned(row, sheet):
    """The total, from what was sent and nothing that was stored."""
    given = {entry.criterion: read_given({**entry.value, "state": entry.state}) for entry in sheet}
    return score_given(row.rubric.sheet, row.terms.levels, given).total


@pytest.mark.django_db(transaction=True)
def test_rev_01_of_several_saves_from_one_version_one_is_taken(case, people):
    """F10: twenty rounds of eight on one sheet. Who comes late is told both versions; the total is reckoned each time."""
    row = case.to(Status.EVALUATING).row
    common = {"actor": people.first, "evaluation": case.evaluation_of(people.first), "now": case.now}
    sheet = entries(row)
    save_evaluation(**common, entries=sheet, revision=1)
    with crowd() as all_at_once:
        for seen in range(2, ROUNDS + 2):
            save = partial(save_evaluation, **common, revision=seen)
            found = all_at_once(lambda number, save=save: save(entries=tab(number)))
            (winner,) = [number for number, kept in enumerate(found) if isinstance(kept, Evaluation)]
            late = [error for error in found if isinstance(error, Refused)]
            assert len(late) == THREADS - 1
            assert all((error.kind, error.items[0].revision) == ("stale", seen + 1) for error in late)
            kept = Evaluation.objects.get(assignment__evaluator=people.first)
            values = {mark.criterion: mark.value["number"] for mark in kept.scores.filter(criterion__in=RACED)}
            assert (kept.revision, set(values.values()), len(values)) == (seen + 1, {str(winner)}, len(RACED))
            assert evaluation_score(kept).total == reckoned(row, [*sheet, *tab(winner)])


@pytest.mark.django_db(transaction=True)
def test_rev_01_of_several_decisions_from_one_version_one_is_taken(case, people):
    """Two of the district, four windows each, of different minds."""
    row = case.to(Status.EVALUATED).row
    both = [people.district, granted(Role.DISTRICT_REVIEWER)]
    common = {"application": row, "revision": row.revision, "now": case.now, "reasons": "相符"}
    found = together(
        lambda number: decide_application(actor=both[number % 2], level=("demo", "")[number % 2], **common), 8
    )
    (decision,) = [made for made in found if isinstance(made, Decision)]
    late = [(error.kind, error.items[0].status) for error in found if isinstance(error, Refused)]
    assert late == [("stale", case._fresh().row.status)] * 7
    assert Decision.objects.get() == decision
    assert (case.row.status, decision.decided_by) == {
        "demo": (Status.PROPOSED, both[0]),
        "": (Status.REFUSED, both[1]),
    }[decision.level]
    assert list(altered_scores()) == []


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
