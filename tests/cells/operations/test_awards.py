"""What was awarded on paper: entered by one, confirmed by another, counted by the same rule, with no score."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from cells.enums import ApplicationStatus as Status
from cells.enums import AwardState
from cells.models import Certificate, PaperAward
from cells.operations.awards import add_scan, confirm_award, enter_award, enter_awards, refuse_award
from cells.operations.certification import change_certificate
from cells.operations.renewal import start_renewal
from cells.operations.surveillance import draw_picks, record_check, tend_certificates
from cells.permissions import can_decide_award
from cells.queries import altered_certificates, certified_count
from cells.results.numbering import numbering_faults
from cells.results.trail import strayed
from portal.inbox.queries import tasks_for
from portal.ledger.queries import entries_about, subject_key
from tests.cells.awards import award_fields
from tests.factories.cells import Case, OrganisationFactory, kind, member_of
from tests.factories.evidence import upload
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def entered(people, now, module_scheme_jiguan):
    return enter_award(actor=people.district, fields=award_fields(), scan=upload(), now=now)


@pytest.fixture
def module_scheme_jiguan(people, now):
    return kind("jiguan", now)


def confirmed(award, people, now, answer="与扫描件一致") -> Certificate:
    return confirm_award(actor=people.deputy, award=award, answer=answer, now=now)


def test_one_enters_and_another_confirms(entered, people, now):
    assert [task.kind for task in tasks_for(people.deputy)] == ["cells.award"]
    assert not tasks_for(people.district).exists()
    assert [person for person in vars(people).values() if can_decide_award(person, entered)] == [people.deputy]
    for step in (confirm_award, refuse_award):
        with pytest.raises(PermissionDenied):
            step(actor=people.district, award=entered, answer="x", now=now)
    with refused("unfit"):
        confirmed(entered, people, now, answer=" ")
    assert not Certificate.objects.exists()
    row = confirmed(entered, people, now)
    assert (row.application, row.rubric, row.number, row.level_label) == (None, None, "TNWF-2025-0001", "")
    assert (row.document_number, row.issued_on, row.valid_until) == (
        "天无废办〔2023〕12号",
        date(2025, 5, 18),
        date(2027, 5, 17),
    )
    award = PaperAward.objects.get()
    assert (award.state, award.certificate, award.decided_by) == (AwardState.CONFIRMED, row, people.deputy)
    assert not tasks_for(people.deputy).exists()
    assert [entry.action for entry in entries_about(entered.organisation)] == [
        "organisation.enter_award",
        "organisation.award_confirmed",
    ]
    assert list(strayed()) == list(altered_certificates()) == list(numbering_faults()) == []
    with refused("closed"):
        confirmed(award, people, now)


def test_the_days_of_the_paper_count_where_it_says_them(people, now, module_scheme_jiguan):
    fields = award_fields(awarded_on=date(2023, 5, 18), valid_until=date(2026, 12, 31), level="pass")
    row = confirmed(enter_award(actor=people.district, fields=fields, scan=upload(), now=now), people, now)
    assert (row.number, row.valid_until, row.level_label) == ("TNWF-2023-0001", date(2026, 12, 31), "无废细胞（达标）")
    found = certified_count(date(2026, 12, 31))
    assert (found.value, found.counted[0]["document_number"]) == (1, "天无废办〔2023〕12号")
    over = certified_count(date(2027, 1, 1))
    assert (over.value, [row["reason"] for row in over.excluded]) == (0, ["expired"])


def test_a_forged_document_is_found(entered, people, now):
    row = confirmed(entered, people, now)
    Certificate.objects.update(document_number="天无废办〔2023〕99号")
    assert list(altered_certificates()) == [subject_key(row)]
    Certificate.objects.update(document_number="天无废办〔2023〕12号", valid_until=date(2030, 1, 1))
    assert list(altered_certificates()) == [subject_key(row)]


def test_an_award_that_nobody_confirmed_is_found(entered, people, now):
    row = confirmed(entered, people, now)
    copied = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    forged = Certificate.objects.create(**copied | {"id": None, "number": "TNWF-2025-0002"})
    assert list(strayed()) == [subject_key(forged)]
    assert list(altered_certificates()) == [subject_key(forged)]
    assert list(numbering_faults()) == ["certificate:TNWF-2025-0002"]


@pytest.mark.parametrize(
    "fields",
    [{"awarded_on": date(2026, 12, 24)}, {"valid_until": date(2025, 5, 18)}],
)
def test_days_that_do_not_fit(people, now, module_scheme_jiguan, fields):
    with refused("unfit", "日期"):
        enter_award(actor=people.district, fields=award_fields(**fields), now=now)


def test_entered_once_and_after_a_refusal_again(entered, people, now):
    again = award_fields(organisation=entered.organisation)
    with refused("unfit", "已经录入"):
        enter_award(actor=people.deputy, fields=again, now=now)
    assert refuse_award(actor=people.deputy, award=entered, answer="文号不符", now=now).state == AwardState.REFUSED
    assert enter_award(actor=people.deputy, fields=again, now=now).state == AwardState.OPEN


def test_of_a_table_the_scan_follows(people, now, module_scheme_jiguan):
    rows = enter_awards(actor=people.district, rows=[award_fields(), award_fields()], now=now)
    assert len(rows) == 2
    with refused("unfit", "扫描件"):
        confirmed(rows[0], people, now)
    add_scan(actor=people.district, award=rows[0], scan=upload(), now=now)
    assert confirmed(PaperAward.objects.get(pk=rows[0].pk), people, now).number == "TNWF-2025-0001"
    with refused("closed"):
        add_scan(actor=people.district, award=rows[0], scan=upload(), now=now)


def test_who_holds_a_certificate_gets_none_from_paper(people, now):
    case = Case(people, now).to(Status.CERTIFIED)
    fields = award_fields(organisation=case.organisation)
    row = enter_award(actor=people.district, fields=fields, scan=upload(), now=case.now)
    with refused("unfit", "已有证书"):
        confirmed(row, people, case.now)


def test_who_is_close_to_the_unit_or_no_reviewer_enters_nothing(people, now, module_scheme_jiguan):
    unit = OrganisationFactory()
    unit.memberships.create(user=people.deputy, joined_at=now)
    for actor in (people.deputy, people.officer, people.resident):
        with pytest.raises(PermissionDenied):
            enter_award(actor=actor, fields=award_fields(organisation=unit), now=now)


def test_the_database_knows_no_half_award(entered, people, now):
    for values in ({"decided_by": people.district}, {"state": "confirmed"}):
        with transaction.atomic(), pytest.raises(IntegrityError):
            PaperAward.objects.update(**values)
    confirmed(entered, people, now)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Certificate.objects.update(document_number="")
    connection.check_constraints()


def test_its_life_goes_on_and_its_renewal_brings_it_into_the_scheme(entered, people, now):
    member = member_of(entered.organisation, now)
    row = confirmed(entered, people, now)
    draw_picks(actor=people.district, scheme=row.unit_type.scheme, now=now)
    check = record_check(
        actor=people.district, certificate=row, checked_on=now.date(), result="rectify", note="缺标识", now=now
    )
    assert check.rectify_by
    change_certificate(actor=people.district, certificate=row, step="suspend", reason="未整改", now=now)
    change_certificate(actor=people.district, certificate=row, step="reinstate", reason="已整改", now=now)
    tend_certificates(now=now)
    assert start_renewal(actor=member, certificate=row, now=now).status == Status.DRAFT
    assert list(strayed()) == []


def test_the_certificate_of_its_renewal_takes_its_place(people, now):
    case = Case(people, now)
    # It ends soon: otherwise acceptance asks why the unit files twice.
    fields = award_fields(organisation=case.organisation, valid_until=date(2026, 12, 31))
    paper = confirmed(enter_award(actor=people.district, fields=fields, scan=upload(), now=now), people, now)
    case.to(Status.CERTIFIED)
    paper.refresh_from_db()
    assert (paper.state, paper.replaced_by) == ("replaced", case.certificate)
    found = certified_count(case.now.date())
    assert [row["number"] for row in found.counted] == [case.certificate.number]
    assert list(strayed()) == list(altered_certificates()) == list(numbering_faults()) == []
