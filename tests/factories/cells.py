"""Cases of the certification scheme, made by its own operations."""

from datetime import date, datetime, timedelta

import factory

from cells.enums import ApplicationStatus, MarkState
from cells.models import AnswerEvidence, Application, Expert, Membership, Organisation, UnitType
from cells.operations.appeals import answer_refusal_appeal, file_refusal_appeal
from cells.operations.certification import issue_certificate
from cells.operations.decision import decide_application
from cells.operations.evaluation import assign_evaluators, save_evaluation, submit_evaluation
from cells.operations.filing import Entry, save_answers, start_application, submit_application
from cells.operations.notice import open_notice
from cells.operations.objections import answer_objection, file_objection
from cells.operations.prereview import accept_application, decline_application, prereview_application
from cells.operations.reopening import reopen_decision
from cells.operations.rubrics import load_rubric, load_rubrics, load_scheme, rubric_files, rubric_text
from cells.queries.filing import needs_evidence
from cells.validators import check_character
from portal.accounts.roles import Role
from portal.directory.models import Area
from tests.cells.rubric.sheets import best
from tests.factories.accounts import GrantFactory, UserFactory

WAY = ("submit", "prereview", "accept", "assign", "evaluate_both", "decide", "notice")
AREAS = (("hongmei", "红梅街道", "Hongmei"), ("lanling", "兰陵街道", "Lanling"))


def credit_code(number: int) -> str:
    body = f"113204{number:011d}"
    return body + check_character(body)


def area(code="hongmei") -> Area:
    name, name_en = next((name, name_en) for known, name, name_en in AREAS if known == code)
    row, _is_new = Area.objects.get_or_create(code=code, defaults={"name": name, "name_en": name_en, "kind": "street"})
    return row


def scheme(now: datetime) -> None:
    """All kinds of unit."""
    load_rubrics(actor=None, now=now)


def kind(code: str, now: datetime) -> UnitType:
    """One kind of unit with its rubric: reading all twelve takes longer than most tests."""
    if not UnitType.objects.filter(code=code).exists():
        (path,) = [path for path in rubric_files() if path.stem == code]
        load_rubric(rubric_text(path), scheme=load_scheme(), actor=None, now=now)
    return UnitType.objects.get(code=code)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence("第{}办公室".format)
    credit_code = factory.Sequence(credit_code)
    unit_type = factory.LazyFunction(lambda: UnitType.objects.get(code="jiguan"))
    area = factory.LazyFunction(area)
    address = factory.Sequence("竹林北路 {} 号".format)
    created_at = factory.LazyFunction(lambda: datetime.fromisoformat("2026-11-01T00:00:00+00:00"))


class People:
    """One person a role; each made once."""

    def __init__(self) -> None:
        self.officer = granted(Role.STREET_OFFICER, area=area())
        self.other_officer = granted(Role.STREET_OFFICER, area=area("lanling"))
        self.first = expert()
        self.second = expert()
        self.third = expert()
        self.district = granted(Role.DISTRICT_REVIEWER)
        self.deputy = granted(Role.DISTRICT_REVIEWER)
        self.resident = UserFactory()


def granted(role: str, **place):
    user = UserFactory()
    GrantFactory(user=user, role=role, **place)
    return user


def expert(**fields):
    """An evaluator who stands in the pool."""
    user = granted(Role.EVALUATOR)
    known = {
        "field": "餐厨垃圾",
        "employer": "演示 设计院",
        "term_from": date(2020, 1, 1),
        "term_until": date(2040, 1, 1),
    }
    Expert.objects.create(user=user, **known | fields)
    return user


def member_of(organisation: Organisation, now: datetime):
    user = UserFactory()
    Membership.objects.create(organisation=organisation, user=user, role="owner", joined_at=now)
    return user


def entries(application: Application, **instead) -> list[Entry]:
    """Full points everywhere, except where told otherwise."""
    found = []
    for code, criterion in application.rubric.sheet.criteria.items():
        found.append(instead.get(code.replace("-", "_")) or Entry(code, MarkState.GIVEN, plain(best(criterion))))
    return found


def plain(given) -> dict:
    if given.met is not None:
        return {"met": given.met}
    return {"number": str(given.number)} if given.number is not None else {"chosen": sorted(given.chosen)}


class Case:
    """One unit on its way; every method takes one step and comes back to the case."""

    def __init__(self, people: People, now: datetime, code: str = "jiguan", **organisation) -> None:
        self.people, self.now = people, now
        self.organisation = OrganisationFactory(unit_type=kind(code, now), **organisation)
        self.member = member_of(self.organisation, now)
        self.row = start_application(actor=self.member, organisation=self.organisation, now=now)

    @classmethod
    def of(cls, people: People, row: Application, member, now: datetime):
        """Of a file that somebody began."""
        case = cls.__new__(cls)
        case.people, case.now, case.member, case.row = people, now, member, row
        case.organisation = row.organisation
        return case

    def fill(self, **instead):
        common = {"actor": self.member, "application": self.row, "now": self.now}
        save_answers(**common, entries=entries(self.row, **instead))
        criteria = self.row.rubric.sheet.criteria
        asked = self.row.answers.filter(criterion__in=[code for code in criteria if needs_evidence(criteria[code])])
        links = [(answer, f"https://example.org/{answer.criterion}") for answer in asked]
        # As attach_evidence writes a link, all in one.
        AnswerEvidence.objects.bulk_create(AnswerEvidence(answer=a, url=url, added_at=self.now) for a, url in links)
        return self

    def submit(self):
        submit_application(actor=self.member, application=self.row, name="王小明", now=self.now)
        return self._fresh()

    def prereview(self):
        prereview_application(
            actor=self.people.officer, application=self.row, revision=self.row.revision, note="齐全", now=self.now
        )
        return self._fresh()

    def accept(self):
        accept_application(actor=self.people.district, application=self.row, revision=self.row.revision, now=self.now)
        return self._fresh()

    def assign(self):
        common = {"application": self.row, "revision": self.row.revision, "now": self.now}
        chosen = [self.people.first, self.people.second]
        assign_evaluators(actor=self.people.district, evaluators=chosen, **common)
        return self._fresh()

    def evaluation_of(self, person):
        return self.row.assignments.get(evaluator=person).evaluation

    def evaluate(self, person, **instead):
        row = self.evaluation_of(person)
        common = {"actor": person, "evaluation": row, "now": self.now}
        saved = save_evaluation(**common, entries=entries(self.row, **instead), revision=row.revision)
        submit_evaluation(**common, revision=saved.revision)
        return self._fresh()

    def evaluate_both(self, **instead):
        return self.evaluate(self.people.first, **instead).evaluate(self.people.second, **instead)

    def decide(self, level="demo", **more):
        common = {"application": self.row, "revision": self.row.revision, "now": self.now}
        reasons = "材料齐全，现场相符。"
        decide_application(actor=self.people.district, level=level, reasons=reasons, **common, **more)
        return self._fresh()

    def notice(self):
        open_notice(actor=self.people.district, applications=[self.row], now=self.now)
        return self._fresh()

    def decline(self):
        common = {"application": self.row, "revision": self.row.revision, "now": self.now}
        decline_application(actor=self.people.district, reason="不属于评选范围", **common)
        return self._fresh()

    def reopen(self):
        common = {"application": self.row, "revision": self.row.revision, "now": self.now}
        reopen_decision(actor=self.people.district, reason="等级填错", **common)
        return self._fresh()

    def reconsider(self):
        """An objection is upheld, and it is decided anew."""
        objection = file_objection(actor=None, entry=self.row.notice_entry, text="混装", now=self.now)
        answer = {"objection": objection, "answer": "评分有误", "is_upheld": True, "is_anew": True}
        answer_objection(actor=self.people.deputy, now=self.now, **answer)
        return self._fresh()

    def anew(self, level, **more):
        """By the deputy, on a further evaluation: moments pass between one decision and the next evaluation."""
        self.later(hours=1)
        common = {"application": self.row, "revision": self.row.revision, "now": self.now}
        assign_evaluators(actor=self.people.deputy, evaluators=[self.people.third], reason="重新评审", **common)
        self._fresh().evaluate(self.people.third)
        common["revision"] = self.row.revision
        decide_application(actor=self.people.deputy, level=level, reasons="复核后", moderation="合议", **common, **more)
        return self._fresh()

    def appeal(self, text="台账在二楼档案室，现场未看。"):
        file_refusal_appeal(actor=self.member, application=self.row, text=text, now=self.now)
        return self._fresh()

    def uphold(self, *, is_upheld=True):
        common = {"actor": self.people.deputy, "appeal": self.row.appeal, "now": self.now}
        answer_refusal_appeal(**common, is_upheld=is_upheld, answer="查看了台账。")
        return self._fresh()

    def dismiss(self):
        return self.uphold(is_upheld=False)

    def later(self, **span):
        self.now += timedelta(**span)
        return self

    def certify(self):
        self.certificate = issue_certificate(actor=self.people.deputy, application=self.row, now=self.now)
        return self._fresh()

    def to(self, status: str):
        """On to a state of the straight way."""
        if self.row.status == ApplicationStatus.DRAFT:
            self.fill()
        for step in WAY:
            if self.row.status == status:
                return self
            getattr(self, step)()
        return self if status == ApplicationStatus.IN_NOTICE else self.later(days=10).certify()

    def _fresh(self):
        self.row = Application.objects.select_related("organisation__area", "rubric__unit_type__scheme").get(
            pk=self.row.pk
        )
        return self
