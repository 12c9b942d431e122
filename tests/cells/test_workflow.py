"""The certification process as a literal table."""

import pytest

from cells.enums import ApplicationStatus, CertificateState, StepName
from cells.workflow import (
    APPEALS,
    APPLICATIONS,
    AWARDS,
    CERTIFICATES,
    EDITABLE,
    REFUSAL_APPEALS,
    RUNNING,
    Actor,
    resuming,
)
from tests.refusals import refused

# from, step, to, who
EDGES = {
    ("", "start", "draft", "unit"),
    ("draft", "save_answer", "", "unit"),
    ("returned", "save_answer", "", "unit"),
    ("draft", "submit", "submitted", "unit"),
    ("returned", "resubmit", "submitted", "unit"),
    ("draft", "withdraw", "withdrawn", "unit"),
    ("submitted", "withdraw", "withdrawn", "unit"),
    ("returned", "withdraw", "withdrawn", "unit"),
    ("prereviewed", "withdraw", "withdrawn", "unit"),
    ("accepted", "withdraw", "withdrawn", "unit"),
    ("submitted", "prereview_accept", "prereviewed", "street_officer"),
    ("submitted", "prereview_return", "returned", "street_officer"),
    ("submitted", "prereview_refuse", "refused", "street_officer"),
    ("returned", "lapse", "refused", "street_officer"),
    ("prereviewed", "accept", "accepted", "district_reviewer"),
    ("prereviewed", "decline", "refused", "district_reviewer"),
    ("accepted", "assign", "evaluating", "district_reviewer"),
    ("evaluating", "assign_more", "evaluating", "district_reviewer"),
    ("evaluating", "evaluate", "evaluating", "evaluator"),
    ("evaluating", "finish_evaluation", "evaluated", "evaluator"),
    ("evaluated", "call_again", "evaluating", "district_reviewer"),
    ("evaluated", "grant", "proposed", "district_reviewer"),
    ("evaluated", "refuse", "refused", "district_reviewer"),
    ("proposed", "open_notice", "in_notice", "district_reviewer"),
    ("in_notice", "object", "objected", "anyone"),
    ("objected", "object", "objected", "anyone"),
    ("objected", "dismiss_objection", "in_notice", "district_reviewer"),
    ("objected", "uphold_objection", "refused", "district_reviewer"),
    ("in_notice", "certify", "certified", "district_reviewer"),
    ("proposed", "reopen", "evaluated", "district_reviewer"),
    ("objected", "reconsider", "evaluated", "district_reviewer"),
    ("refused", "resume", "evaluated", "district_reviewer"),
    ("refused", "readmit", "prereviewed", "district_reviewer"),
}

CERTIFICATE_EDGES = {
    ("", "issue", "valid"),
    ("", "register", "valid"),
    ("valid", "suspend", "suspended"),
    ("suspended", "reinstate", "valid"),
    ("valid", "withdraw", "withdrawn"),
    ("suspended", "withdraw", "withdrawn"),
    ("suspended", "restore", "valid"),
    ("withdrawn", "restore", "valid"),
    ("valid", "replace", "replaced"),
    ("suspended", "replace", "replaced"),
}


# Of a certificate's step, and of a refusal.
APPEAL_EDGES = {
    ("", "appeal", "open", "unit"),
    ("open", "appeal_dismissed", "dismissed", "district_reviewer"),
    ("open", "appeal_upheld", "upheld", "district_reviewer"),
}
AWARD_EDGES = {
    ("", "enter_award", "open", "district_reviewer"),
    ("open", "award_confirmed", "confirmed", "district_reviewer"),
    ("open", "award_refused", "refused", "district_reviewer"),
}
LET_PASS = {"application.prereview_accept"}
DECIDED = {"application.grant", "application.refuse"} | LET_PASS
REFUSALS = {
    "application.prereview_refuse",
    "application.lapse",
    "application.decline",
    "application.refuse",
    "application.uphold_objection",
}

# step, what whoever takes it may not have done to the file before
APART = {
    ("application", "dismiss_objection"): {"application.accept", "application.grant"},
    ("application", "uphold_objection"): {"application.accept", "application.grant"},
    ("application", "reconsider"): {"application.accept", "application.grant"},
    ("application", "certify"): {"application.accept", "application.grant"},
    ("application", "grant"): DECIDED,
    ("application", "refuse"): DECIDED,
    ("application", "accept"): LET_PASS,
    ("application", "decline"): {"application.decline"} | LET_PASS,
    ("application", "resume"): REFUSALS,
    ("application", "readmit"): REFUSALS,
    ("certificate", "suspend"): {"application.accept", "application.grant"},
    ("certificate", "withdraw"): {"application.accept", "application.grant"},
}


def test_which_two_steps_exclude_each_other():
    tables = {"application": APPLICATIONS, "certificate": CERTIFICATES}
    drawn = {(name, str(step.name)): set(step.apart) for name, table in tables.items() for step in table.steps}
    assert {key: apart for key, apart in drawn.items() if apart} == APART
    names = {f"{name}.{step.name}" for name, table in tables.items() for step in table.steps}
    assert set().union(*APART.values()) <= names


def test_the_drawn_edges_are_all_there_is():
    drawn = {(source, step.name, step.target, step.actor) for step in APPLICATIONS.steps for source in step.sources}
    assert {tuple(map(str, edge)) for edge in drawn} == EDGES


@pytest.mark.parametrize("name", StepName)
@pytest.mark.parametrize("status", ApplicationStatus)
def test_a_step_off_the_table_is_refused(name, status):
    targets = {target for source, step, target, _ in EDGES if (source, step) == (status, name)}
    assert APPLICATIONS.is_open(name, status) is bool(targets)
    if targets:
        assert {APPLICATIONS.after(name, status)} == targets
    else:
        with refused("closed", str(status.label)) as refusal:
            APPLICATIONS.after(name, status)
        assert refusal.value.items == (name, status)


def test_no_way_to_a_certificate_goes_around_the_notice():
    into = {(step.name, step.sources) for step in APPLICATIONS.steps if step.target == ApplicationStatus.CERTIFIED}
    assert into == {(StepName.CERTIFY, (ApplicationStatus.IN_NOTICE,))}
    assert {step.name for step in APPLICATIONS.steps if step.target == ApplicationStatus.IN_NOTICE} == {
        StepName.OPEN_NOTICE,
        StepName.DISMISS_OBJECTION,
    }


def test_ends_are_ends():
    """Out of a refusal leads its upheld appeal alone."""
    for status in set(ApplicationStatus) - RUNNING:
        out = [step.name for step in APPLICATIONS.steps if status in step.sources]
        assert out == (["resume", "readmit"] if status == ApplicationStatus.REFUSED else [])
    assert (resuming(is_decided=True), resuming(is_decided=False)) == ("resume", "readmit")
    into = {step.name for step in APPLICATIONS.steps if step.target == ApplicationStatus.REFUSED}
    assert {f"application.{name}" for name in into} == REFUSALS


@pytest.mark.parametrize(("table", "name"), [(APPEALS, "certificate"), (REFUSAL_APPEALS, "application")])
def test_appeal_edges(table, name):
    drawn = {(source, step.name, step.target, step.actor) for step in table.steps for source in step.sources}
    assert ({tuple(map(str, edge)) for edge in drawn}, table.name) == (APPEAL_EDGES, name)


def test_what_an_actor_may_do_next():
    assert [step.name for step in APPLICATIONS.open_steps("submitted", Actor.STREET)] == [
        "prereview_accept",
        "prereview_return",
        "prereview_refuse",
    ]
    assert [step.name for step in APPLICATIONS.open_steps("submitted", Actor.UNIT)] == ["withdraw"]
    assert APPLICATIONS["submit"].actor == Actor.UNIT
    assert EDITABLE == APPLICATIONS["save_answer"].sources == ("draft", "returned")


def test_award_edges():
    drawn = {(source, step.name, step.target, step.actor) for step in AWARDS.steps for source in step.sources}
    assert {tuple(map(str, edge)) for edge in drawn} == AWARD_EDGES


def test_certificate_edges():
    drawn = {(source, step.name, step.target) for step in CERTIFICATES.steps for source in step.sources}
    assert {tuple(map(str, edge)) for edge in drawn} == CERTIFICATE_EDGES
    assert CERTIFICATES.after("withdraw", "suspended") == CertificateState.WITHDRAWN
    with refused("closed"):
        CERTIFICATES.after("suspend", "withdrawn")
    assert [step.name for step in CERTIFICATES.open_steps("withdrawn")] == ["restore"]
    assert not CERTIFICATES.open_steps("replaced")
