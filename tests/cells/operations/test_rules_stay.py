"""The scheme changes at every step of a file; what was handed in, decided and issued says what it said."""

import copy
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.exports.credential import credential_of
from cells.exports.document import _words
from cells.exports.register import facts_of
from cells.models import Certificate, Rubric, Rules, Scheme, UnitType
from cells.operations.appeals import appeal_until
from cells.operations.rubrics import change_scheme, publish_rubric, save_draft
from cells.operations.steps import rules_of
from cells.queries.indicator import certified_count
from cells.queries.surveillance import candidates
from cells.results import panel_of, self_score
from cells.results.alterations import altered_scores
from cells.results.scores import plain_scored
from cells.signature import public_key
from cells.standing import valid_until
from tests.cells.certificates import withdraw_certificate
from tests.factories.cells import WAY, Case

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LEVELS = {
    "code": "later",
    "drafted": False,
    "bonus_cap": 1,
    "levels": [
        {
            "code": "ok",
            "name": "合格",
            "name_en": "Fair",
            "min_score": 99,
            "min_block_ratio": "1",
            "bonus_counts": True,
        },
    ],
}
SETTINGS = {
    "level_scheme": LEVELS,
    "validity_months": 60,
    "due_days": 5,
    "notice_workdays": 30,
    "prereview_workdays": 1,
    "acceptance_workdays": 1,
    "correction_workdays": 1,
    "appeal_workdays": 1,
    "rectification_workdays": 1,
    "discredit_months": 1,
    "assignment_workdays": 1,
    "evaluation_workdays": 1,
    "decision_workdays": 1,
    "answer_workdays": 1,
    "evaluators": 4,
    "spread_limit": Decimal("0.5"),
    "basis_number": "天政发〔2027〕1 号",
    "is_draft": False,
}
KIND = {"name": "写字楼", "name_en": "Tower", "bucket": "mall"}
# Every state of the straight way.
STATES = (
    Status.SUBMITTED,
    Status.PREREVIEWED,
    Status.ACCEPTED,
    Status.EVALUATING,
    Status.EVALUATED,
    Status.PROPOSED,
    Status.IN_NOTICE,
    Status.CERTIFIED,
)
ISSUED = {
    "level": "demo",
    "level_name": "无废细胞（示范）",
    "level_name_en": "Zero-waste cell (model)",
    "kind_name": "机关（含事业单位办公场所）",
    "bucket": "office",
    "basis_number": "",
    "is_draft": True,
    "due_days": 60,
}


def change_levels(now, _settings) -> None:
    change_scheme(actor=None, scheme=Scheme.objects.get(), values=SETTINGS, now=now)


def change_kinds(_now, _settings) -> None:
    UnitType.objects.update(**KIND)


def change_rubric(now, _settings) -> None:
    """Another version of which every item is worded otherwise, and the one of the file retires."""
    data = copy.deepcopy(Rubric.objects.published().get().definition)
    for block in data["blocks"]:
        for item in block["criteria"]:
            item["text"] = f"新 {item['text']}"
    draft = save_draft(unit_type=UnitType.objects.get(), data=data, actor=None, now=now)
    publish_rubric(rubric=draft, actor=None, now=now)


def change_keys(now, settings) -> None:
    """All three, from tomorrow on."""
    day = (now.date() + timedelta(days=1)).isoformat()
    settings.PORTAL_CERTIFICATE_FORMER = {public_key(settings.PORTAL_CERTIFICATE_KEY): day}
    settings.PORTAL_SEAL_FORMER = {settings.PORTAL_SEAL_KEY: "2040-01-01"}
    settings.PORTAL_LEDGER_FORMER = {settings.PORTAL_LEDGER_KEY: "2040-01-01"}
    for name in ("CERTIFICATE", "SEAL", "LEDGER"):
        setattr(settings, f"PORTAL_{name}_KEY", f"a newer key of {name}")


# What the district may change while a file is under way, one after the other.
CHANGES = (change_levels, change_kinds, change_rubric, change_keys)


def change_everything(now) -> None:
    change_levels(now, None)
    change_kinds(now, None)


def words_of(page: str) -> str:
    """Without what is another at every request."""
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and "nonce" not in line)


def said_of(case: Case, client_of) -> dict:
    """All that is shown and counted of a file."""
    row, panel = case._fresh().row, panel_of(case.row)
    found = {
        "own": plain_scored(self_score(row)),
        "panel": panel and [plain_scored(panel.together), str(panel.spread_limit)],
        "altered": list(altered_scores()),
        "unit": client_of(case.member).get(reverse("cells:application-show", args=[row.public_id])).content.decode(),
    }
    found["unit"] = words_of(found["unit"])
    certificate = Certificate.objects.filter(application=row).first()
    if certificate:
        day = certificate.issued_on
        check = Client().get(reverse("verify:certificate-check", args=[certificate.number])).content.decode()
        found |= {
            "check": words_of(check),
            "paper": _words(certificate),
            "register": facts_of(certificate, on=day),
            "credential": credential_of(certificate),
            "indicator": certified_count(day).counted,
            "margin": [row.margin for row in candidates(Scheme.objects.get(), day)],
        }
    if row.status in {Status.PROPOSED, Status.IN_NOTICE, Status.CERTIFIED}:
        page = client_of(case.people.district).get(reverse("cells:agreement-show")).content.decode()
        found["agreement"] = words_of(page)
    return found


@pytest.mark.parametrize("status", STATES)
def test_what_was_handed_in_is_judged_and_shown_by_the_rules_of_that_day(case, people, client_of, at, status, settings):
    case.to(status)
    at(case.now)
    before = said_of(case, client_of)
    for change in CHANGES:
        change(case.now, settings)
        assert said_of(case, client_of) == before, change.__name__
    for step in WAY[STATES.index(status) + 1 :]:
        getattr(case, step)()
    if status != Status.CERTIFIED:
        case.later(days=10).certify()
    certificate = Certificate.objects.get(application=case.row)
    assert {name: getattr(certificate, name) for name in ISSUED} == ISSUED
    assert certificate.valid_until == valid_until(certificate.issued_on, months=24)
    assert case.row.decision.frozen["level_scheme"]["code"] == "draft_v1"
    assert case.row.notice_entry.batch.workdays == 5
    assert case.row.notice_entry.batch.content[0]["unit_type"] == ISSUED["kind_name"]


def test_what_is_handed_in_afterwards_is_under_the_new_rules(case):
    case.fill()
    change_everything(case.now)
    case.submit()
    assert [level.code for level in case.row.terms.levels.levels] == ["ok"]
    assert (case.row.kind_label, case.row.terms.validity_months) == ("写字楼", 60)


def test_an_appeal_has_the_days_that_the_certificate_was_issued_with(case):
    case.to(Status.CERTIFIED)
    row = withdraw_certificate(
        actor=case.people.deputy, certificate=case.certificate, reason="演示 已停业", now=case.now
    )
    before = appeal_until(row)
    change_everything(case.now)
    assert appeal_until(Certificate.objects.get(pk=row.pk)) == before


def test_files_under_the_same_rules_share_them_and_nobody_changes_them(case, people):
    others = [Case(people, case.now).fill().submit().row.rules_id for _ in range(2)]
    assert {case.fill().submit().row.rules_id} == set(others)
    with pytest.raises(Exception, match="what was handed in never changes"):
        Rules.objects.update(digest="0" * 64)


def test_another_set_of_rules_beside_a_file_is_found(case, people):
    case.fill().submit()
    assert list(altered_scores()) == []
    change_everything(case.now)
    other = Case(people, case.now).fill().submit().row.rules
    type(case.row).objects.filter(pk=case.row.pk).update(rules=other)
    assert [what for _subject, what in altered_scores()] == ["rules"]


def test_what_the_release_before_took_in_gets_its_rules_at_the_next_step(case):
    case.fill().submit()
    type(case.row).objects.filter(pk=case.row.pk).update(rules=None)
    case._fresh().prereview()
    assert case.row.rules.terms.validity_months == 24


def test_what_stood_before_gets_its_rules_by_the_migration_decided_files_from_their_decision(case, people):
    migration = import_module("cells.migrations.0012_rules_stay_with_the_file")
    decided, running = case.to(Status.CERTIFIED), Case(people, case.now).fill().submit()
    draft = Case(people, case.now)
    kept = decided.row.rules.content
    type(case.row).objects.update(rules=None)
    Certificate.objects.update(kind_name="", kind_name_en="", bucket="")
    values = {name: value for name, value in SETTINGS.items() if name == "level_scheme"}
    change_scheme(actor=None, scheme=Scheme.objects.get(), values=values, now=case.now)
    migration.freeze(apps, SimpleNamespace(connection=connection))
    assert decided._fresh().row.rules.content == kept
    assert [level.code for level in running._fresh().row.terms.levels.levels] == ["ok"]
    assert running.row.rules == rules_of(running.row.rubric.unit_type)
    assert draft._fresh().row.rules is None
    certificate = Certificate.objects.get()
    assert (certificate.kind_name, certificate.bucket) == (ISSUED["kind_name"], ISSUED["bucket"])
