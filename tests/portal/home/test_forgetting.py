"""PRI-02: what is deleted, or kept past its time, is found nowhere any more; what was published stays as it is."""

import re
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from campaigns.models import Impression
from campaigns.operations.taking_part import leave_impression
from cells.models import Objection
from cells.operations.membership import invite_member, withdraw_invitation
from cells.operations.objections import answer_objection, file_objection
from portal.accounts.roles import Role
from portal.accounts.sealed import SealedTextField
from portal.home.models import Feedback
from portal.home.operations import answer_feedback, leave_feedback
from portal.inbox.operations import send
from portal.ledger.models import Entry
from portal.ledger.operations import record
from portal.ledger.queries import chain_break
from portal.upkeep.operations.retention import forget_expired
from surveys.enums import WaveState
from surveys.models import CellTally, Estimate, Keying, Wave
from surveys.operations.estimates import decide_estimate, prepare_estimates
from surveys.operations.paper import Stack, add_batch, key_sheet
from tests.factories import surveys
from tests.factories.accounts import GrantFactory, with_second_factor
from tests.factories.campaigns import EventFactory
from tests.factories.inbox import TEMPLATE
from tests.kept import is_kept
from tests.portal.home.conftest import NAME, PHONE
from tests.signed_in import take_out

pytestmark = pytest.mark.django_db

WORDS = "只此一处的话"
LATER = timedelta(days=800)
REGISTER = Path(settings.BASE_DIR, "docs", "personal-data.md")


def test_a_message_is_kept_two_years_after_its_answer(now):
    editor = GrantFactory(role=Role.EDITOR).user
    held = leave_feedback(now=now, text=WORDS)
    open_one = leave_feedback(now=now, text="尚未答复")
    answer_feedback(actor=editor, now=now, feedback=held, answer=WORDS)
    assert forget_expired(now=now + timedelta(days=730))["visitors' messages"] == 0
    assert is_kept(WORDS)
    assert forget_expired(now=now + LATER)["visitors' messages"] == 1
    assert not is_kept(WORDS)
    assert list(Feedback.objects.all()) == [open_one]


def test_free_words_about_an_event_go_and_the_count_stays(now):
    event = EventFactory(starts_at=now - timedelta(hours=3), state="verified")
    leave_impression(now=now, event=event, key=uuid4(), worth="yes", learnt="", words=WORDS)
    assert is_kept(WORDS)
    assert forget_expired(now=now + LATER)["impressions"] == 1
    assert not is_kept(WORDS)
    assert Impression.objects.get().worth == "yes"


def test_devices_and_messages_are_kept_for_six_months_and_no_longer(person, now):
    UserSession.objects.create(
        user=person, ip="192.0.2.77", session_key="ended", user_agent="Old", created_at=now, last_seen_at=now
    )
    sent = send(user=person, kind="application.returned", template=TEMPLATE, values={}, now=now)
    type(sent).objects.filter(pk=sent.pk).update(settled_at=now)
    young = forget_expired(now=now + timedelta(days=180))
    assert (young["devices"], young["texts and mails"]) == (0, 0)
    old = forget_expired(now=now + timedelta(days=190))
    assert (old["devices"], old["texts and mails"]) == (1, 1)
    assert not is_kept("192.0.2.77")


@pytest.fixture
def wave(db):
    surveys.CommunityFactory()
    return surveys.WaveFactory()


def published(wave) -> tuple:
    """Everything of a wave that the public sees, and what it was made from."""
    page = Client().get(reverse("surveys:survey-results", args=[wave.survey.slug, wave.number])).content.decode()
    figures = list(Estimate.objects.order_by("pk").values("measure", "inputs", "inputs_hash", "result", "state"))
    tallies = sorted(CellTally.objects.values_list("layer", "area", "age", "group", "place", "counts"))
    return re.sub(r'nonce="[^"]+"', "", page), figures, tallies


def test_pri_02_answers_go_from_every_place_and_the_published_figures_stay(wave):
    officers = [surveys.staff(Role.STREET_OFFICER) for _ in range(2)]
    stack = Stack(surveys.AreaFactory(), "社区活动室", 2)
    batch = add_batch(wave=wave, stack=stack, actor=officers[0], now=surveys.NOW)
    key_sheet(batch=batch, sheet=1, answers=surveys.answers(wish="纸上的愿望"), actor=officers[0])
    surveys.answered(wave, 36)
    (telling,) = surveys.answered(wave, wish=WORDS)
    analyst, reviewer = surveys.staff(Role.DEPARTMENT_OFFICER), surveys.staff(Role.DISTRICT_REVIEWER)
    Wave.objects.update(state=WaveState.CLOSED)
    wave.refresh_from_db()
    prepare_estimates(wave=wave, actor=analyst, now=surveys.NOW)
    for estimate in Estimate.objects.all():
        decide_estimate(estimate=estimate, publish=True, reason="核对无误", actor=reviewer, now=surveys.NOW)
    before, over = published(wave), wave.closes_at + timedelta(days=24 * 31 + 1)
    assert is_kept(WORDS)
    assert is_kept("纸上的愿望")
    assert is_kept(telling.reference)
    assert forget_expired(now=over)["answers"] == 37
    for words in (WORDS, "纸上的愿望", telling.reference, telling.key_digest):
        assert not is_kept(words), words
    assert published(wave) == before
    assert not Keying.objects.exists()
    clerk = Client()
    clerk.force_login(reviewer)
    for form in ("csv", "xlsx"):
        held = take_out(clerk, reverse("surveys:data-export", args=[wave.public_id]), form).getvalue()
        assert WORDS.encode() not in held
    assert chain_break() is None


def test_pri_02_an_objection_goes_two_years_after_its_answer_and_the_answer_stays(case, now):
    case.to("in_notice")
    entry = case.row.notice_entry
    held = file_objection(actor=None, entry=entry, text=WORDS, name=NAME, contact=PHONE, now=case.now)
    answer_objection(actor=case.people.deputy, objection=held, answer="已核实", is_upheld=False, now=case.now)
    assert forget_expired(now=case.now + timedelta(days=730))["objections and invitations"] == 0
    assert is_kept(WORDS)
    assert forget_expired(now=case.now + LATER)["objections and invitations"] == 1
    for words in (WORDS, NAME, PHONE):
        assert not is_kept(words), words
    assert Objection.objects.get().answer == "已核实"
    assert forget_expired(now=case.now + LATER)["objections and invitations"] == 0
    client = Client()
    with_second_factor(case.people.district)
    client.force_login(case.people.district)
    shown = client.get(reverse("cells:objection-show", args=[held.public_id])).content.decode()
    assert "答复已满两年" in shown


def test_an_open_objection_keeps_whom_to_answer(case, now):
    case.to("in_notice")
    file_objection(actor=None, entry=case.row.notice_entry, text=WORDS, name=NAME, contact=PHONE, now=case.now)
    forget_expired(now=case.now + LATER)
    assert is_kept(NAME)


def test_an_invited_number_goes_a_month_after_it_is_of_no_use(case, now):
    withdrawn = invite_member(actor=case.member, organisation=case.organisation, phone=PHONE, now=now)
    withdraw_invitation(actor=case.member, invitation=withdrawn, now=now)
    invite_member(actor=case.member, organisation=case.organisation, phone="+8613812340098", now=now)
    assert forget_expired(now=now + timedelta(days=30))["objections and invitations"] == 0
    assert forget_expired(now=now + timedelta(days=90))["objections and invitations"] == 2
    assert not is_kept(PHONE)
    assert not is_kept("+8613812340098")


def test_the_ledger_is_shortened_by_nobody(person, now):
    entry = record(actor=person, now=now, action="account.invite", subject=person)
    forget_expired(now=now + 20 * LATER)
    assert Entry.objects.filter(pk=entry.pk).exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).delete()


def test_every_sealed_field_is_in_the_register():
    rows = re.findall(r"^\| (`[^|]+) \|", REGISTER.read_text(), re.MULTILINE)
    named = set(re.findall(r"`(\w+\.\w+)`", " ".join(rows)))
    sealed = {
        model._meta.label
        for model in apps.get_models()
        if any(isinstance(field, SealedTextField) for field in model._meta.get_fields())
    }
    assert sealed <= named
    assert all(apps.get_model(label) for label in named)
