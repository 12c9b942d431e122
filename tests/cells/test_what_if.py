"""A draft tried on past files: what would change, why, and that nothing is written."""

import copy
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.enums import RubricState
from cells.models import Application, Rubric, Scheme
from cells.operations.rubrics import change_scheme, publish_rubric, retire_rubric, save_draft
from cells.results import self_score
from cells.results.what_if import try_draft
from portal.accounts.roles import Role
from portal.administration.operations import grant_role
from portal.cms.operations import prepare_groups
from portal.ledger.queries import entries_about
from tests.factories.accounts import UserFactory
from tests.factories.cells import Case
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def decided(case):
    return case.to(Status.PROPOSED)


def press(client, page, fields):
    """Send a change of the rules, read whom it meets, and press once more."""
    shown = client.post(page, fields).content.decode()
    digest = re.search(r'name="understood" value="(\w+)"', shown)[1]
    assert client.post(page, fields | {"understood": digest}).status_code == 302
    return shown


def draft_of(case, change):
    data = copy.deepcopy(case.row.rubric.definition)
    change(data)
    return save_draft(unit_type=case.row.rubric.unit_type, data=data, actor=None, now=case.now)


def criterion(data, code):
    found = [*data["gates"], *(row for block in data["blocks"] for row in block["criteria"])]
    return next(row for row in found if row["code"] == code)


def harder(data):
    """JG-A2 asks for twice as many months as the year has, and the first gate is another question."""
    criterion(data, "JG-A2")["method"] = {"type": "all_or_none"}


def test_the_same_rubric_changes_nobody(decided):
    draft = draft_of(decided, lambda data: data.update(name="新名"))
    (trial,) = try_draft(draft)
    assert (trial.changes_level, trial.causes, trial.open_items) == (False, (), ())
    assert trial.before.total == trial.after.total


def test_what_the_old_answers_do_not_say_is_named_and_costs_its_points(decided):
    draft = draft_of(decided, harder)
    (trial,) = try_draft(draft)
    points = Decimal(str(criterion(draft.definition, "JG-A2")["points"]))
    assert trial.open_items == ("JG-A2",)
    assert trial.causes == (("JG-A2", -points),)
    assert trial.after.total.score == 100 - points


def test_a_new_gate_changes_the_level(decided):
    def gate(data):
        data["gates"].append({"code": "JG-G9", "text": "新", "text_en": "new", "method": {"type": "gate"}})

    draft = draft_of(decided, gate)
    (trial,) = try_draft(draft)
    assert trial.changes_level
    assert trial.after.result.level is None


def test_self_assessments_count_where_there_is_no_evaluation_and_drafts_do_not(case, people):
    case.to(Status.SUBMITTED)
    Case(people, case.now)
    assert [trial.application for trial in try_draft(draft_of(case, harder))] == [case.row]


def test_trying_writes_nothing_and_publishing_leaves_old_totals_alone(decided):
    draft = draft_of(decided, harder)
    before = self_score(decided.row).total
    with CaptureQueriesContext(connection) as asked:
        try_draft(draft)
    assert all(query["sql"].startswith("SELECT") for query in asked)
    publish_rubric(rubric=draft, actor=None, now=decided.now)
    assert self_score(Application.objects.get(pk=decided.row.pk)).total == before


@pytest.fixture
def client(now, client_of):
    prepare_groups()
    administrator = UserFactory()
    grant_role(actor=None, now=now, user=administrator, role=Role.DISTRICT_ADMINISTRATOR)
    return client_of(administrator)


def test_tried_and_taken_out_in_the_cms(decided, client):
    draft = draft_of(decided, harder)
    page = client.get(reverse("rubrics:what-if", args=[draft.pk])).content.decode()
    assert decided.organisation.name in page
    assert "JG-A2" in page
    file = client.get(reverse("rubrics:export", args=[draft.pk]))
    assert "jiguan-v2.yaml" in file["Content-Disposition"]
    again = {"unit_type": draft.unit_type_id, "text": "", "file": named(file.content, "jiguan.yaml")}
    assert client.post(reverse("rubrics:add"), again).status_code == 302
    draft.refresh_from_db()
    assert draft.definition == Rubric.objects.get(state=RubricState.DRAFT).definition
    for bad in (b"\xff\xfe", b"x" * 600_000, b"a: [", b""):
        assert client.post(reverse("rubrics:add"), again | {"file": named(bad, "x.yaml")}).status_code == 200
    assert client.get(reverse("rubrics:what-if", args=[decided.row.rubric_id])).status_code == 404


def named(content, name):
    return SimpleUploadedFile(name, content, "application/yaml")


def test_a_version_in_force_is_retired_or_begun_anew_but_never_deleted(case, client):
    rubric = case.row.rubric
    assert client.post(reverse("rubrics:delete", args=[rubric.pk])).status_code in {302, 403}
    page = client.get(f"{reverse('rubrics:add')}?from={rubric.pk}").content.decode()
    assert "JG-A1" in page
    retire = reverse("rubrics:retire", args=[rubric.pk])
    assert retire in client.get(reverse("rubrics:index")).content.decode()
    assert client.get(retire).status_code == 200
    assert client.post(retire).status_code == 302
    rubric.refresh_from_db()
    assert rubric.state == RubricState.RETIRED
    with refused("closed"):
        retire_rubric(actor=None, rubric=rubric, now=case.now)


def test_settings_change_by_page_and_by_file_and_leave_a_trace(case, client):
    row = Scheme.objects.get()
    file = client.get(reverse("schemes:export", args=[row.pk])).content.decode()
    page = reverse("schemes:file", args=[row.pk])
    assert client.get(page).status_code == 200
    refused = client.post(page, {"text": file.replace("validity_months: 24", "validity_months: 0")})
    assert refused.status_code == 400
    assert "validity_months: 1" in refused.content.decode()
    assert client.post(page, {"text": file}).status_code == 302
    assert not entries_about(row).exists()
    press(client, page, {"text": file.replace("correction_workdays: 10", "correction_workdays: 15")})
    row.refresh_from_db()
    assert row.correction_workdays == 15
    entry = entries_about(row).get()
    assert (entry.before, entry.after) == ({"correction_workdays": 10}, {"correction_workdays": 15})
    change_scheme(actor=None, scheme=row, values={"spread_limit": Decimal(8)}, now=case.now)
    assert entries_about(row).last().after == {"spread_limit": "8.00"}


def typed(client, address) -> dict:
    """What the form of an editing screen sends when nothing was changed."""
    found = {bound.html_name: bound.value() for bound in client.get(address).context["form"]}
    return {name: value for name, value in found.items() if value is not None and value is not False}


def test_a_change_of_the_scheme_says_whom_it_meets_before_it_is_saved(case, people, client):
    case.fill().submit()
    Case(people, case.now).to(Status.CERTIFIED)
    Case(people, case.now)
    row = Scheme.objects.get()
    address = reverse("schemes:edit", args=[row.pk])
    fields = typed(client, address)
    assert client.post(address, fields).status_code == 302  # nothing changed, nothing to say
    shown = client.post(address, fields | {"validity_months": 60})
    page = shown.content.decode()
    reach = shown.context["reach"]
    assert [(str(label), count) for label, count in reach.keeping] == [("已提交，待街道初审", 1)]
    assert (reach.kept, reach.drafts, reach.certificates) == (1, 1, 1)
    assert case.row.reference in page
    assert [change[1:] for change in shown.context["changes"]] == [("24", "60")]
    row.refresh_from_db()
    assert row.validity_months == 24
    back = client.post(address, fields | {"validity_months": 60, "again": "1"}).content.decode()
    assert 'value="60"' in back
    press(client, address, fields | {"validity_months": 60})
    row.refresh_from_db()
    assert (row.validity_months, case._fresh().row.terms.validity_months) == (60, 24)


def test_what_somebody_else_changed_meanwhile_is_shown_anew(case, client):
    row = Scheme.objects.get()
    address = reverse("schemes:edit", args=[row.pk])
    fields = typed(client, address) | {"validity_months": 60}
    digest = client.post(address, fields).context["digest"]
    change_scheme(actor=None, scheme=row, values={"validity_months": 36}, now=case.now)
    shown = client.post(address, fields | {"understood": digest})
    assert [change[1:] for change in shown.context["changes"]] == [("36", "60")]


def test_a_change_of_a_kind_of_unit_says_it_too(case, client):
    case.fill().submit()
    kind = case.row.rubric.unit_type
    address = reverse("unit_types:edit", args=[kind.pk])
    shown = press(client, address, typed(client, address) | {"name": "写字楼", "bucket": "mall"})
    assert case.row.reference in shown
    kind.refresh_from_db()
    assert (kind.name, case._fresh().row.kind_label) == ("写字楼", "机关（含事业单位办公场所）")
