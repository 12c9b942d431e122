"""The same number, another face: corrected, renamed, moved, or a plaque that was lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import override_settings

from cells.enums import ApplicationStatus as Status
from cells.enums import CorrectionState as State
from cells.enums import Standing
from cells.enums.certificates import ReissueCause as Cause
from cells.models import Certificate, Organisation
from cells.operations.reissue import ask_reissue, decide_reissue
from cells.operations.sealing import reseal_certificates
from cells.queries import altered_certificates
from cells.queries.register import find_certificate
from cells.results.numbering import numbering_faults
from cells.results.register import former_words
from cells.results.trail import strayed
from cells.signature import plain_face, public_key, read_face, sign_face
from portal.procedure.deadlines import day_of
from tests.cells.certificates import withdraw_certificate
from tests.factories.cells import area
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(case):
    return case.to(Status.CERTIFIED)


def asked(case, cause, actor=None, reason="执照变更"):
    certificate = Certificate.objects.get(pk=case.certificate.pk)
    return ask_reissue(actor=actor or case.member, certificate=certificate, cause=cause, reason=reason, now=case.now)


def decided(case, reissue, actor=None, *, is_approved=True):
    actor = actor or case.people.district
    return decide_reissue(actor=actor, reissue=reissue, is_approved=is_approved, answer="看过执照", now=case.now)


def changed(case, **facts):
    Organisation.objects.filter(pk=case.organisation.pk).update(**facts)


CHANGES = [
    (Cause.CORRECTED, {"name": "红梅街道办事处"}, "红梅街道办事处", "hongmei"),
    (Cause.RENAMED, {"name": "红梅新街道办事处"}, "红梅新街道办事处", "hongmei"),
    (Cause.MOVED, {"area": "lanling"}, None, "lanling"),
    (Cause.LOST, {}, None, "hongmei"),
]


@pytest.mark.parametrize(("cause", "facts", "holder", "street"), CHANGES)
def test_the_number_stays_and_the_old_code_leads_right(held, cause, facts, holder, street):
    before = held.certificate
    changed(held, **{name: area(value) if name == "area" else value for name, value in facts.items()})
    decided(held, asked(held, cause))
    after = Certificate.objects.get()
    assert (after.number, after.edition, after.issued_on) == (before.number, 2, before.issued_on)
    assert (after.holder, after.area.code) == (holder or before.holder, street)
    day = day_of(held.now)
    old, new = (find_certificate(after.number, row.signature, on=day) for row in (before, after))
    assert (new.standing, new.former) == (Standing.VALID, None)
    assert (old.standing, old.former.cause) == (Standing.VALID, cause)
    assert day.isoformat() in former_words(old)
    assert former_words(new) == ""
    assert old.former.former == before.face
    assert list(altered_certificates()) == list(strayed()) == list(numbering_faults()) == []


def test_a_third_edition_knows_both_before_it(held):
    codes = [held.certificate.signature]
    for name in ("新名一", "新名二"):
        changed(held, name=name)
        decided(held, asked(held, Cause.RENAMED))
        codes.append(Certificate.objects.get().signature)
    number, day = held.certificate.number, day_of(held.now)
    found = [find_certificate(number, code, on=day) for code in codes]
    assert [row.former.former.holder if row.former else "" for row in found] == [held.certificate.holder, "新名一", ""]
    assert len(set(codes)) == 3


def test_two_persons(held, people):
    changed(held, name="新名")
    with pytest.raises(PermissionDenied):
        asked(held, Cause.RENAMED, actor=people.resident)
    row = asked(held, Cause.RENAMED, actor=people.district)
    for person in (people.district, held.member, people.officer):
        with pytest.raises(PermissionDenied):
            decided(held, row, person)
    with refused("unfit"):
        asked(held, Cause.RENAMED, actor=people.deputy)
    assert decided(held, row, people.deputy, is_approved=False).state == State.REFUSED
    assert Certificate.objects.get().signature == held.certificate.signature
    with refused("closed"):
        decided(held, row, people.deputy)


def test_what_changes_nothing_or_no_longer_lives_is_refused(held, people):
    with refused("unfit", "名称"):
        asked(held, Cause.RENAMED)
    with refused("unfit"):
        asked(held, Cause.LOST, reason=" ")
    withdraw_certificate(actor=people.deputy, certificate=held.certificate, reason="弄虚作假", now=held.now)
    with refused("unfit"):
        asked(held, Cause.LOST)


def test_a_retired_key_makes_no_later_edition(held):
    """Who has the key of yesterday can copy what hung yesterday, and cannot print the edition of today."""
    stolen, day = "yesterday", day_of(held.now)
    with override_settings(PORTAL_CERTIFICATE_KEY=stolen, PORTAL_CERTIFICATE_FORMER={}):
        Certificate.objects.update(signature=sign_face(held.certificate.face, stolen))
        hung = Certificate.objects.get().signature
    held.later(days=3)
    former = {public_key(stolen): day.isoformat()}
    with override_settings(PORTAL_CERTIFICATE_KEY="today", PORTAL_CERTIFICATE_FORMER=former):
        reseal_certificates(actor=None, now=held.now)
        decided(held, asked(held, Cause.LOST))
        row = Certificate.objects.get()
        forged = sign_face(row.face, stolen)
        found = [find_certificate(row.number, code, on=day + timedelta(3)) for code in (row.signature, hung, forged)]
    assert [item.standing for item in found] == [Standing.VALID, Standing.VALID, Standing.UNKNOWN]
    assert [bool(item.former) for item in found] == [False, True, False]


def test_a_face_is_kept_and_read_back(held):
    face = held.certificate.face
    assert read_face(plain_face(face) | {"area": "红梅街道"}) == face
