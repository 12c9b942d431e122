"""Units without a code of their own: campuses, branches and estates below who answers for them; doubles."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from cells.enums import ApplicationStatus as Status
from cells.enums.units import Counting, Tie
from cells.models import Discredit, Interest, Organisation, Scheme
from cells.operations.correction import CORRECTABLE, ask_correction, ask_merge, decide_correction
from cells.operations.experts import declare_interest
from cells.operations.filing import start_application
from cells.operations.organisation import enter_organisation, register_organisation, register_site
from cells.permissions import has_conflict
from cells.queries import altered_certificates, certified_count
from cells.queries.acceptance import discredits_of
from cells.queries.experts import eligible_evaluators
from cells.queries.indicator import certified_units
from cells.queries.organisations import listed_units, unit_under
from cells.results import figures
from portal.ledger.queries import entries_about
from portal.procedure.deadlines import day_of
from tests.factories.accounts import UserFactory
from tests.factories.cells import Case, OrganisationFactory, area, credit_code, kind, member_of
from tests.refusals import refused

pytestmark = pytest.mark.django_db
ODD = credit_code(90)[:-1] + ("A" if credit_code(90)[-1] != "A" else "B")


def site_of(above, actor, now, name="东校区", tie=Tie.SITE, street="hongmei"):
    fields = {"name": name, "tie": tie, "unit_type": above.unit_type, "area": area(street), "address": f"{name}路 1 号"}
    return register_site(actor=actor, above=above, fields=fields, now=now)


def certified_site(people, above, actor, now, **site):
    """A site all the way to its certificate, by the hands of the case's people."""
    row = site_of(above, actor, now, **site)
    started = start_application(actor=actor, organisation=row, now=now)
    return Case.of(people, started, actor, now).to(Status.CERTIFIED)


@pytest.fixture
def school(people, now):
    kind("jiguan", now)
    row = OrganisationFactory(name="局前街小学", unit_type=kind("school", now))
    return row, member_of(row, now)


def test_three_campuses_have_three_certificates_and_count_by_the_rule_of_the_plan(people, school, now):
    above, head = school
    cases = [certified_site(people, above, head, now, name=f"局前街小学{name}校区") for name in "东西北"]
    day = day_of(cases[0].now)
    numbers = [case.certificate.number for case in cases]
    assert len(set(numbers)) == 3
    found = certified_count(day)
    assert (found.value, found.rules, certified_units(day)) == (1, ["unit"], 1)
    assert [row["counted_with"] for row in found.excluded] == [numbers[0]] * 2
    Scheme.objects.update(counting=Counting.SITE)
    assert (certified_count(day).value, certified_units(day)) == (3, 3)
    (drawn,) = figures.drawn(day)
    assert drawn.frozen["inputs"] == {"counting": "site"}
    assert "site" in drawn.method
    assert figures.counted(drawn.frozen) == {"value": "3"}


def test_an_estate_is_a_unit_of_its_own_whatever_the_rule(people, school, now):
    above, head = school
    case = certified_site(people, above, head, now, name="翠竹新村", tie=Tie.CHARGE)
    other = certified_site(people, above, head, now, name="红梅新村", tie=Tie.CHARGE)
    day = day_of(case.now)
    assert {row["holder"] for row in certified_count(day).counted} == {"翠竹新村", "红梅新村"}
    assert certified_units(day) == 2
    assert other.organisation.answering_code == above.credit_code


def test_who_acts_for_a_unit_alone_adds_a_site(school, now):
    above, head = school
    with pytest.raises(PermissionDenied):
        site_of(above, UserFactory(), now)
    row = site_of(above, head, now)
    assert (row.credit_code, row.answering_code, row.root_id) == (None, above.credit_code, above.pk)
    assert above.credit_code in row.code_words
    (entry,) = entries_about(row)
    assert entry.after["above"] == str(above.public_id)
    with refused("unfit", "代码"):
        site_of(row, head, now, name="再下一层")
    with pytest.raises(ValidationError):
        site_of(above, head, now)


@pytest.mark.parametrize(
    "facts",
    [
        {"credit_code": None},
        {"tie": Tie.SITE},
        {"credit_code": None, "tie": Tie.SITE},
        {"credit_code": "", "tie": ""},
    ],
)
def test_the_database_wants_a_code_or_one_above(school, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.filter(pk=school[0].pk).update(**facts)


def test_who_is_close_to_one_is_close_to_all_of_the_family(people, school, now):
    above, head = school
    row, sister = (site_of(above, head, now, name=name, street="lanling") for name in ("东校区", "西校区"))
    stranger, colleague = OrganisationFactory(), member_of(sister, now)
    expert = people.third
    assert not has_conflict(expert, row)
    declare_interest(actor=expert, credit_code=above.credit_code, reason="家人在此任教", now=now)
    case = Case(people, now)
    for person in (expert, colleague):
        assert [has_conflict(person, unit) for unit in (above, row, sister, stranger)] == [True, True, True, False]
    application = case.row
    application.organisation = row
    assert expert not in eligible_evaluators(application, on=day_of(now))
    assert people.first in eligible_evaluators(application, on=day_of(now))
    assert Interest.objects.count() == 1


def test_discredit_of_who_answers_bars_the_site(people, school, now):
    above, head = school
    row = site_of(above, head, now)
    Discredit.objects.create(
        credit_code=above.credit_code,
        unit=above.name,
        kind="dumping",
        found_on=day_of(now),
        source="罚字 1 号",
        recorded_by=people.district,
        recorded_at=now,
    )
    assert discredits_of(row, day_of(now)).count() == 1


def test_a_genuine_code_that_fails_the_check_comes_in_by_a_reviewer(people, now):
    fields = {"name": "老字号", "unit_type": kind("school", now), "area": area(), "address": "一号", "credit_code": ODD}
    with pytest.raises(ValidationError):
        register_organisation(actor=UserFactory(), fields=fields, now=now)
    entry = {"fields": fields, "phone": "+8613800001234", "reason": "见营业执照原件", "now": now}
    with pytest.raises(PermissionDenied):
        enter_organisation(actor=people.officer, **entry)
    with refused("unfit"):
        enter_organisation(actor=people.district, **entry | {"reason": " "})
    row = enter_organisation(actor=people.district, **entry)
    assert (row.credit_code, row.invitations.count()) == (ODD, 1)
    assert entries_about(row).first().reason == "见营业执照原件"
    with pytest.raises(ValidationError):
        enter_organisation(actor=people.district, **entry)
    with pytest.raises(ValidationError):
        enter_organisation(actor=people.district, **entry | {"fields": fields | {"credit_code": "短"}})


def corrected(people, row, now, **fields):
    row = Organisation.objects.select_related("above").get(pk=row.pk)
    whole = {name: getattr(row, name) for name in CORRECTABLE} | fields
    correction = ask_correction(actor=people.district, organisation=row, fields=whole, reason="变更", now=now)
    decide_correction(actor=people.deputy, correction=correction, is_approved=True, answer="属实", now=now)
    return Organisation.objects.select_related("above").get(pk=row.pk)


def test_another_property_company_and_a_code_of_its_own(people, school, now):
    above, head = school
    row, other = site_of(above, head, now, tie=Tie.CHARGE), OrganisationFactory(name="新物业公司")
    row = corrected(people, row, now, above=other)
    assert row.answering_code == other.credit_code
    row = corrected(people, row, now, above=None, tie="", credit_code=credit_code(91))
    assert (row.above, row.tie, row.answering_code) == (None, "", credit_code(91))
    with refused("unfit", "代码"):
        corrected(people, other, now, above=site_of(row, head_of(row, now), now), tie=Tie.SITE, credit_code=None)


def head_of(row, now):
    return member_of(row, now)


def merged(people, double, into, now):
    correction = ask_merge(actor=people.district, organisation=double, other=into, reason="同一家", now=now)
    with pytest.raises(PermissionDenied):
        decide_correction(actor=people.district, correction=correction, is_approved=True, answer="属实", now=now)
    return decide_correction(actor=people.deputy, correction=correction, is_approved=True, answer="属实", now=now)


def test_a_double_goes_into_the_other_with_all_that_it_has(case, people, now):
    case.to(Status.CERTIFIED)
    double, into = case.organisation, OrganisationFactory(unit_type=case.organisation.unit_type)
    site = site_of(double, case.member, now)
    owner = member_of(into, now)
    merged(people, double, into, case.now)
    double, into = (Organisation.objects.get(pk=row.pk) for row in (double, into))
    assert (double.merged_into, double.memberships.count(), double.applications.count()) == (into, 0, 0)
    assert {row.user for row in into.memberships.all()} == {owner, case.member}
    assert into.memberships.get(role="owner").user == owner
    assert (into.applications.get(), into.certificates.get()) == (case.row, case.certificate)
    assert Organisation.objects.get(pk=site.pk).above == into
    assert unit_under(double.credit_code) == into
    assert list(altered_certificates()) == []
    assert certified_count(day_of(case.now)).value == 1
    assert "organisation.merge" in [entry.action for entry in entries_about(into)]
    with refused("unfit"):
        ask_merge(actor=people.district, organisation=double, other=into, reason="再来", now=now)


def test_what_only_one_may_hold_is_not_merged(case, people, now):
    case.to(Status.SUBMITTED)
    other = Case(people, now)
    with refused("unfit", "在办"):
        merged(people, case.organisation, other.organisation, now)
    assert Organisation.objects.filter(merged_into=None).count() == 2


def test_the_desk_finds_a_site_by_the_code_of_who_answers(people, school, now):
    above, head = school
    row = site_of(above, head, now)
    OrganisationFactory()
    assert set(listed_units(q=above.credit_code.lower())) == {row, above}
    assert list(listed_units(state="sites")) == [row]
    assert {unit.name for unit in listed_units(state="alone")} & {above.name, row.name} == set()
    assert unit_under(above.credit_code, row.name) == row
