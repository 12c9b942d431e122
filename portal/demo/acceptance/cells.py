"""Three units in two streets to register with, and beside them one application and one certificate in each state."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from cells.enums import ApplicationStatus, CertificateStep, CriterionKind, MarkState
from cells.models import Application, Certificate, Organisation, UnitType
from cells.operations.certification import change_certificate, issue_certificate
from cells.operations.decision import decide_application
from cells.operations.evaluation import assign_evaluators, save_evaluation, submit_evaluation
from cells.operations.filing import (
    Entry,
    attach_evidence,
    save_answers,
    start_application,
    submit_application,
    withdraw_application,
)
from cells.operations.notice import open_notice
from cells.operations.objections import file_objection
from cells.operations.organisation import register_organisation
from cells.operations.prereview import (
    accept_application,
    prereview_application,
    refuse_at_prereview,
    return_application,
)
from cells.queries.filing import needs_evidence
from cells.validators import check_character
from portal.demo.story.cells import answer, draw_plate
from portal.demo.story.experts import enlist_experts
from portal.directory.models import Area
from portal.evidence.operations import clean_upload

Status = ApplicationStatus
# Every state that lies on the straight way, in its order.
WAY = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.PREREVIEWED,
    Status.ACCEPTED,
    Status.EVALUATING,
    Status.EVALUATED,
    Status.PROPOSED,
    Status.IN_NOTICE,
    Status.CERTIFIED,
)
# Where the other states leave the way.
ASIDE = {
    Status.RETURNED: Status.SUBMITTED,
    Status.REFUSED: Status.SUBMITTED,
    Status.WITHDRAWN: Status.SUBMITTED,
    Status.OBJECTED: Status.IN_NOTICE,
}
DAY = timedelta(days=1)
NOTICE = 16 * DAY  # five working days, whatever holidays fall between
# A replaced one comes with the operation that replaces.
AGES = {"valid": 30, "due": 690, "expired": 900, "suspended": 31, "withdrawn": 32}


class Case:
    """One unit of one member, led step by step to a state."""

    def __init__(self, people: dict, number: int, *, area: str, member: str, started: datetime) -> None:
        self.people, self.member, self.officer = people, people[member], people[f"officer-{area}"]
        self.now = started
        body = f"52320402ACC{number:06d}"
        fields = {
            "name": f"演示 验收单位 {number:02d}",
            "credit_code": body + check_character(body),
            "unit_type": UnitType.objects.get(code="jiguan"),
            "area": Area.objects.get(code=area),
            "community": None,
            "address": "演示路 1 号",
        }
        self.organisation = register_organisation(actor=self.member, fields=fields, now=started)

    def lead_to(self, status: str) -> Application:
        last = WAY.index(ASIDE.get(status, status))
        for step in WAY[: last + 1]:
            self.now += DAY
            getattr(self, f"_to_{step}")()
        if status in ASIDE:
            getattr(self, f"_to_{status}")()
        self.row.refresh_from_db()
        assert self.row.status == status  # noqa: S101 - the seed is itself a check of the way
        return self.row

    def _case(self, actor: str | None = None) -> dict:
        self.row.refresh_from_db()
        who = self.people[actor] if actor else self.officer
        return {"actor": who, "application": self.row, "revision": self.row.revision, "now": self.now}

    def _entries(self) -> list[Entry]:
        return [
            Entry(criterion.code, MarkState.GIVEN, answer(criterion, is_weak=False))
            for criterion in self.row.rubric.sheet.criteria.values()
            if criterion.kind != CriterionKind.BONUS
        ]

    def _to_draft(self) -> None:
        self.row = start_application(actor=self.member, organisation=self.organisation, now=self.now)
        common = {"actor": self.member, "application": self.row, "now": self.now}
        save_answers(**common, entries=self._entries())
        for criterion in self.row.rubric.sheet.criteria.values():
            if criterion.kind != CriterionKind.BONUS and needs_evidence(criterion):
                attach_evidence(**common, criterion=criterion.code, url="https://news.example/demo")

    def _to_submitted(self) -> None:
        submit_application(actor=self.member, application=self.row, name="演示负责人", now=self.now)

    def _to_returned(self) -> None:
        return_application(**self._case(), items=["JG-C1"], note="演示：请补充照片。")

    def _to_refused(self) -> None:
        refuse_at_prereview(**self._case(), reason="演示：单位不在本街道。")

    def _to_withdrawn(self) -> None:
        withdraw_application(actor=self.member, application=self.row, reason="演示：明年再报。", now=self.now)

    def _to_prereviewed(self) -> None:
        prereview_application(**self._case(), note="演示：材料齐全。")

    def _to_accepted(self) -> None:
        accept_application(**self._case("reviewer"), note="演示：同一地址的另一家单位。")

    def _to_evaluating(self) -> None:
        self.experts = [self.people["evaluator-1"], self.people["evaluator-2"]]
        assign_evaluators(**self._case("reviewer"), evaluators=self.experts)

    def _to_evaluated(self) -> None:
        for expert in self.experts:
            row = self.row.assignments.get(evaluator=expert).evaluation
            common = {"actor": expert, "now": self.now}
            saved = save_evaluation(**common, evaluation=row, entries=self._entries(), revision=row.revision)
            submit_evaluation(**common, evaluation=saved, revision=saved.revision)

    def _to_proposed(self) -> None:
        decide_application(**self._case("reviewer"), level="pass", reasons="演示：达到标准。")

    def _to_in_notice(self) -> None:
        open_notice(actor=self.people["reviewer"], applications=[self.row], now=self.now)
        self.row = Application.objects.get(pk=self.row.pk)

    def _to_objected(self) -> None:
        file_objection(actor=None, entry=self.row.notice_entry, text="演示：垃圾桶没有标识。", now=self.now)

    def _to_certified(self) -> None:
        self.now += NOTICE
        issue_certificate(actor=self.people["reviewer-2"], application=self.row, now=self.now)


def seed_cells(*, people: dict, now: datetime) -> dict:
    enlist_experts(people=people, now=now)
    numbers = iter(range(1, 100))
    units = [
        Case(people, next(numbers), area=area, member=member, started=now)
        for area, member in (("hongmei", "unit-a"), ("hongmei", "unit-b"), ("lanling", "unit-c"))
    ]
    drafts = [units[0].lead_to(Status.DRAFT)]
    plate = clean_upload(SimpleUploadedFile("演示.jpg", draw_plate(), "image/jpeg"))
    attach_evidence(actor=people["unit-a"], application=drafts[0], criterion="JG-C1", uploads=[plate], now=now)
    cases = [
        Case(people, next(numbers), area="hongmei", member="unit-a", started=now - 14 * DAY).lead_to(status)
        for status in (*WAY[1:-1], *ASIDE)
    ]
    certificates = {
        state: _certificate(people, next(numbers), state, now - timedelta(days=age)) for state, age in AGES.items()
    }
    return {
        "organisations": [_organisation(unit.organisation) for unit in units],
        "applications": [_application(row) for row in (*drafts, *cases)],
        "certificates": [
            {"number": row.number, "state": state, "path": f"/c/{row.number}.{row.signature}"}
            for state, row in certificates.items()
        ],
    }


def _certificate(people: dict, number: int, state: str, issued: datetime) -> Certificate:
    case = Case(people, number, area="hongmei", member="unit-a", started=issued - NOTICE - len(WAY) * DAY)
    certificate = case.lead_to(Status.CERTIFIED).certificate
    steps = {
        "suspended": CertificateStep.SUSPEND,
        "withdrawn": CertificateStep.WITHDRAW,
    }
    if state in steps:
        reason = "演示：复核发现问题。"
        actor = people["reviewer-2"]
        change_certificate(actor=actor, certificate=certificate, step=steps[state], reason=reason, now=case.now)
    return certificate


def _organisation(row: Organisation) -> dict:
    return {
        "id": str(row.public_id),
        "name": row.name,
        "credit_code": row.credit_code,
        "area": row.area.code,
        "members": [membership.user.username for membership in row.memberships.select_related("user")],
    }


def _application(row: Application) -> dict:
    return {
        "id": str(row.public_id),
        "state": str(row.status),
        "organisation": str(row.organisation.public_id),
        "area": row.organisation.area.code,
        "evidence": [str(each) for each in row.answers.values_list("evidence__public_id", flat=True) if each][:3],
    }
