"""The contract for acceptance: a seed in every state, and the search for broken invariants."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cells.enums import ApplicationStatus
from cells.models import Application, Certificate, CriterionScore, Decision, NumberRecord
from cells.triggers import GUARDS
from portal import stores
from portal.evidence.models import StoredFile
from portal.ledger import guards
from portal.ledger.queries import subject_key
from portal.upkeep.queries.routes import route_map
from surveys.models import Response, Wave


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def module_seed(module_rows):
    return run("acceptance_seed", "--json")


@pytest.fixture
def seed(module_seed, db):
    return json.loads(module_seed)


def broken() -> dict:
    out = StringIO()
    try:
        call_command("check_invariants", "--json", stdout=out)
    except SystemExit as stop:
        assert stop.code == 1  # noqa: PT017 - the report was printed before
    return {name: found["ids"] for name, found in json.loads(out.getvalue()).items() if found["violations"]}


def test_the_seed_has_every_state_and_breaks_no_invariant(seed, settings):
    assert {row["state"] for row in seed["applications"]} == set(ApplicationStatus) - {ApplicationStatus.CERTIFIED}
    assert {row["state"] for row in seed["certificates"]} == {"valid", "due", "expired", "suspended", "withdrawn"}
    assert {row["state"] for row in seed["events"]} == {"planned", "held", "verified", "returned", "withdrawn"}
    assert {row["state"] for row in seed["surveys"]} == {"open", "closed", "draft", "invited"}
    assert len({row["area"] for row in seed["organisations"]}) == 2
    assert all(account["phone"] or account["password"] for account in seed["accounts"])
    assert seed["routes"] == route_map()
    assert broken() == {}
    assert "0  I1" in run("check_invariants")

    with pytest.raises(CommandError, match="not empty"):
        run("acceptance_seed")


def test_each_kind_of_damage_is_named_by_its_own_invariant(seed, settings):
    stored = StoredFile.objects.first()
    place = Path(stores.evidence().location) / stored.path
    content = place.read_bytes()
    place.unlink()
    record = NumberRecord.objects.order_by("year", "serial").first()
    NumberRecord.objects.filter(pk=record.pk).update(serial=99)
    settings.PORTAL_EVIDENCE_QUOTA = 0
    wave = Wave.objects.get(survey__slug="open")
    facts = {"wave": wave, "version": wave.version, "key_digest": "x", "answers": {}}
    half = Response.objects.create(mode="own_phone", channel="open", tier="open", **facts)
    found = broken()
    place.write_bytes(content)  # a file is not rolled back
    assert found["I1"] == [f"response:{half.reference}"]
    assert found["I3"] == [f"file:{stored.public_id}:missing"]
    assert f"number:{record.year}/1" in found["I6"]
    assert found["I7"] == [f"account:{stored.owner.public_id}"]


def test_a_certificate_without_its_number_record_is_noticed(seed):
    certificate = Certificate.objects.first()
    NumberRecord.objects.filter(certificate=certificate).delete()
    assert f"certificate:{certificate.number}" in broken()["I6"]


def test_rev_02_a_hand_in_the_tables_is_noticed(seed):
    """I4, I5: the triggers taken away, a mark, a decision and a status changed; each is named, and so is the hole."""
    connection.check_constraints()
    guards.remove(connection, GUARDS)
    decision = Decision.objects.filter(outcome="granted").first()
    mark = CriterionScore.objects.exclude(evaluation__assignment__application=decision.application)
    mark = mark.filter(is_submitted=True, state="given").first()
    CriterionScore.objects.filter(pk=mark.pk).update(note="x")
    Decision.objects.filter(pk=decision.pk).update(score=decision.score - 1)
    jumped = Application.objects.get(status=ApplicationStatus.SUBMITTED)
    Application.objects.filter(pk=jumped.pk).update(status=ApplicationStatus.ACCEPTED)
    found = broken()
    given = mark.evaluation
    assert f"{subject_key(given.assignment.application)}:evaluation:{given.public_id}" in found["I4"]
    assert f"{subject_key(decision.application)}:decision:{decision.public_id}" in found["I4"]
    assert found["I5"] == sorted(
        [subject_key(jumped), *(f"trigger:{name}" for name in guards.missing(connection, GUARDS))]
    )


@pytest.mark.parametrize("command", ["demo", "demo_credentials"])
def test_what_is_for_demonstration_is_not_for_production(command, settings):
    settings.SETTINGS_MODULE = "portal.settings.production"
    with pytest.raises(CommandError, match="production"):
        run(command)
