"""What a renewal carries over, what it drops, how old each proof is, and that somebody looks at all of it."""

import copy

import pytest
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.enums import MarkState
from cells.models import Scheme
from cells.operations.filing import Entry, attach_evidence, keep_answers, save_answers
from cells.operations.prereview import refuse_at_prereview
from cells.operations.renewal import start_again, start_renewal, successors
from cells.operations.rubrics import publish_rubric, save_draft
from cells.queries.filing import missing_items
from cells.rubric.definition import read_definition
from tests.factories.cells import Case
from tests.refusals import refused

pytestmark = pytest.mark.django_db
CASE_STANDS_AT = Status.CERTIFIED


def seen_again(row) -> list[Entry]:
    """Everything as it was carried over, saved by the button of its section."""
    return [Entry(each.criterion, each.state, each.value, each.note, each.revision) for each in row.answers.all()]


def changed(definition: dict, edit) -> dict:
    """Each criterion through `edit`."""
    data = copy.deepcopy(definition)
    for block in [{"criteria": data["gates"]}, *data["blocks"], data["bonus"]]:
        for criterion in block["criteria"]:
            edit(criterion)
    return data


def in_force(case, edit) -> None:
    kind = case.row.rubric.unit_type
    draft = save_draft(unit_type=kind, data=changed(case.row.rubric.definition, edit), actor=None, now=case.now)
    publish_rubric(rubric=draft, actor=None, now=case.now)


def renewed(case):
    return start_renewal(actor=case.member, certificate=case.certificate, now=case.now)


def what(row) -> set[tuple[str, str]]:
    return {(item.criterion.code, item.what) for item in missing_items(row)}


def test_recoded_to_the_last_item_all_of_it_arrives(case):
    def recode(criterion):
        criterion["was"] = [criterion["code"]]
        criterion["code"] = criterion["code"].replace("JG-", "BG-")

    former = {each.criterion.replace("JG-", "BG-"): each for each in case.row.answers.prefetch_related("evidence")}
    in_force(case, recode)
    row = renewed(case.later(days=700))
    arrived = {each.criterion: each for each in row.answers.prefetch_related("evidence")}
    assert (set(arrived), row.dropped) == (set(former), [])
    for code, answer in arrived.items():
        before = former[code]
        assert (answer.state, answer.value, answer.note) == (before.state, before.value, before.note)
        assert (answer.updated_at, answer.updated_by_id) == (before.updated_at, before.updated_by_id)
        assert [item.added_at for item in answer.evidence.all()] == [item.added_at for item in before.evidence.all()]


def test_what_is_asked_no_more_is_named_and_another_method_asks_anew(case, client_of):
    def edit(criterion):
        if criterion["code"] == "JG-A1":
            criterion["code"] = "JG-A9"
        if criterion["code"] == "JG-A2":
            criterion["method"] = {"type": "all_or_none"}

    words = case.row.rubric.sheet.criteria["JG-A1"].text
    in_force(case, edit)
    row = renewed(case)
    assert [(item["code"], item["text"]) for item in row.dropped] == [("JG-A1", words)]
    assert not row.answers.filter(criterion="JG-A9").exists()
    again = row.answers.get(criterion="JG-A2")
    assert (again.state, again.value, again.evidence.count()) == (MarkState.UNANSWERED, {}, 1)
    page = client_of(case.member).get(reverse("cells:application-show", args=[row.public_id])).content.decode()
    assert "不再要求" in page
    assert words in page


@pytest.mark.parametrize(
    ("was", "to"),
    [
        ({}, {"JG-A1": ["JG-A1"], "JG-A2": ["JG-A2"]}),
        ({"JG-A2": ["JG-A1"]}, {"JG-A1": ["JG-A1", "JG-A2"], "JG-A2": []}),
        ({"JG-A2": ["JG-A1", "JG-A2"], "JG-A1": ["gone"]}, {"JG-A1": ["JG-A2"], "JG-A2": ["JG-A2"]}),
    ],
)
def test_the_map_from_version_to_version(case, was, to):
    old = case.row.rubric.definition
    new = changed(old, lambda item: item.update(was=was[item["code"]]) if item["code"] in was else None)
    found = successors(read_definition(old), read_definition(new))
    assert {code: [item.code for item in found[code]] for code in to} == to


def test_nothing_is_complete_that_nobody_looked_at(case):
    row = renewed(case)
    codes = set(row.rubric.sheet.criteria)
    assert what(row) == {(code, "look") for code in codes}
    case.row = row
    with refused("unfit"):
        case.submit()
    one = seen_again(row)[:1]
    common = {"actor": case.member, "application": row, "now": case.now}
    # Sent as one types: what is the same says nothing.
    keep_answers(**common, entries=one)
    assert len(what(row)) == len(codes)
    save_answers(**common, entries=one)
    assert len(what(row)) == len(codes) - 1
    save_answers(**common, entries=seen_again(row))
    assert what(row) == set()
    assert case.submit().row.status == Status.SUBMITTED


def test_a_proof_that_is_too_old_is_given_anew(case):
    Scheme.objects.update(proof_months=23)
    row = renewed(case.later(days=710))
    common = {"actor": case.member, "application": row, "now": case.now}
    save_answers(**common, entries=seen_again(row))
    stale = {code for code, _what in what(row)}
    assert what(row) == {(code, "old") for code in stale}
    assert {"JG-A1", "JG-A2"} <= stale
    for code in stale:
        attach_evidence(**common, criterion=code, url=f"https://example.org/2028/{code}")
    assert what(row) == set()
    assert row.answers.get(criterion="JG-A1").evidence.count() == 2


def test_any_age_will_do_where_the_scheme_says_so(case):
    Scheme.objects.update(proof_months=0)
    row = renewed(case.later(days=4000))
    save_answers(actor=case.member, application=row, entries=seen_again(row), now=case.now)
    assert what(row) == set()


def test_another_try_types_nothing_twice(people, now, client_of):
    case = Case(people, now).to(Status.SUBMITTED)
    former = case.row
    with refused("closed"):
        start_again(actor=case.member, former=former, now=now)
    refuse_at_prereview(actor=people.officer, application=former, revision=former.revision, reason="缺盖章", now=now)
    client = client_of(case.member)
    again = reverse("cells:application-again", args=[former.public_id])
    assert again in client.get(reverse("cells:application-list")).content.decode()
    assert client_of(people.resident).post(again).status_code == 404
    assert client.post(again).status_code == 302
    row = case.organisation.applications.exclude(pk=former.pk).get()
    assert set(row.answers.values_list("criterion")) == set(former.answers.values_list("criterion"))
    assert {each for _code, each in what(row)} == {"look"}
