"""Mixing changes nothing but what the database notes of rows, and leaves no row alone."""

import pytest
from django.core.management import call_command
from django.db.models import Count

from portal.accounts.roles import Role
from portal.ledger.models import Entry
from surveys.enums import Admission, CallOutcome, Channel, FlagKind, FlagState, Layer, Mode
from surveys.models import Call, CellTally, Flag, Invitation, Response
from surveys.operations import mixing
from surveys.operations.answering import Arrival, Sheet, take_answer
from surveys.operations.collection import make_invitations
from surveys.operations.flags import decide_flag
from surveys.operations.mixing import LEAST, ChangedError, mix_answers
from surveys.operations.tallying import recount
from surveys.queries import tally_of, wave_with_answer
from tests.factories import surveys as factory


def rows(model):
    return sorted(
        map(repr, model.objects.values_list(*[f.attname for f in model._meta.concrete_fields if f.name != "batch"]))
    )


def batches(model):
    return sorted(model.objects.values_list("batch").annotate(Count("pk")).values_list("pk__count", flat=True))


def invited(wave, number):
    make_invitations(wave=wave, count=number, actor=factory.staff(Role.DISTRICT_ADMINISTRATOR), now=factory.NOW)
    for invitation in Invitation.objects.filter(used=False):
        factory.answered(wave, arrival=Arrival(Channel.INVITATION, invitation=invitation))


@pytest.fixture
def wave(wave):
    wave.admission = Admission.APART
    wave.save()
    return wave


def test_all_comes_back_as_it_was_and_counts_hold(wave):
    reviewer, caller = factory.staff(Role.DISTRICT_REVIEWER), factory.staff(Role.STREET_OFFICER)
    invited(wave, 3)
    factory.answered(wave, 2, signs=[FlagKind.SPEED])
    factory.answered(wave, arrival=Arrival(mode=Mode.TELEPHONE, entered_by_staff=True, called_by=caller))
    decide_flag(flag=Flag.objects.first(), state=FlagState.KEPT, reason="人工核对", actor=reviewer, now=factory.NOW)
    before = {model: rows(model) for model in (Response, Flag, Invitation, Call)}
    references = list(Response.objects.values_list("reference", flat=True))
    assert mix_answers(wave=wave, now=factory.NOW) == 6 + 3 + 1
    tallies = {layer: tally_of(wave, layer) for layer in Layer}
    assert {model: rows(model) for model in before} == before
    assert all(map(wave_with_answer, references))
    assert recount(wave=wave) == dict.fromkeys(Layer, True)
    assert Entry.objects.latest("sequence").after == {"answers": 6, "invitations": 3, "calls": 1}
    numbers = set(CellTally.objects.values_list("pk", flat=True))
    assert mix_answers(wave=wave, now=factory.NOW) == 0
    assert set(CellTally.objects.values_list("pk", flat=True)) == numbers
    assert {layer: tally_of(wave, layer) for layer in Layer} == tallies


def test_the_same_form_sent_again_after_it_was_mixed_gets_its_receipt(wave):
    sheet = Sheet("again", factory.answers())
    sending = {"wave": wave, "sheet": sheet, "arrival": Arrival(), "actor": factory.UserFactory(), "now": factory.NOW}
    first = take_answer(**sending)
    mix_answers(wave=wave, now=factory.NOW)
    assert take_answer(**sending).reference == first.reference
    assert Response.objects.count() == 1


def test_while_there_are_few_all_are_one_batch_and_later_ones_never_stand_alone(wave):
    factory.bulk_answered(wave, 20)
    mix_answers(wave=wave, now=factory.NOW)
    factory.bulk_answered(wave, 3)
    mix_answers(wave=wave, now=factory.NOW)
    assert batches(Response) == [23]
    factory.bulk_answered(wave, LEAST)
    mix_answers(wave=wave, now=factory.NOW)
    assert batches(Response) == [73]
    factory.bulk_answered(wave, LEAST)
    mix_answers(wave=wave, now=factory.NOW)
    assert batches(Response) == [50, 73]
    factory.bulk_answered(wave, 1)
    mix_answers(wave=wave, now=factory.NOW)
    assert sum(batches(Response)) == 124
    assert len(batches(Response)) == 2


def test_many_are_moved_in_portions_of_which_none_is_small(wave, monkeypatch):
    monkeypatch.setattr(mixing, "PORTION", 60)
    factory.bulk_answered(wave, 130)
    mix_answers(wave=wave, now=factory.NOW)
    assert batches(Response) == [60, 70]


def test_answers_by_invitation_and_by_telephone_are_mixed_among_their_own(wave):
    caller = factory.staff(Role.STREET_OFFICER)
    invited(wave, 2)
    factory.answered(wave, 2, arrival=Arrival(mode=Mode.TELEPHONE, entered_by_staff=True, called_by=caller))
    factory.answered(wave, 2)
    mix_answers(wave=wave, now=factory.NOW)
    assert batches(Response) == [2, 2, 2]
    assert batches(Invitation) == [2]
    assert Call.objects.get(outcome=CallOutcome.COMPLETE, batch__gt=0, pk=Call.objects.first().pk)


def test_what_comes_back_changed_is_not_mixed(wave, monkeypatch):
    factory.bulk_answered(wave, 3)
    before = rows(Response)

    def forged(model, moved):
        for row in moved:
            row.answers = {**row.answers, "overall": ["dissatisfied"]}
        model._base_manager.bulk_create(moved)

    monkeypatch.setattr(mixing, "_insert", forged)
    with pytest.raises(ChangedError):
        mix_answers(wave=wave, now=factory.NOW)
    assert rows(Response) == before


@pytest.mark.django_db(transaction=True)
def test_the_command_mixes_every_wave_and_clears_what_remains(capsys):
    factory.CommunityFactory()
    factory.answered(factory.WaveFactory(), 3)
    call_command("mix_answers")
    call_command("mix_answers")
    assert "3 moved" in capsys.readouterr().out
