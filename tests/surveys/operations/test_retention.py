from datetime import timedelta

from portal.ledger.queries import entries_about
from surveys.enums import Layer, WaveState
from surveys.models import Response, Wave
from surveys.operations.retention import delete_expired_answers
from tests.factories import surveys as factory

MONTHS_OVER = timedelta(days=24 * 31 + 1)


def test_answers_go_when_their_months_are_over_and_the_sums_stay(wave):
    factory.answered(wave, 3)
    Wave.objects.update(state=WaveState.CLOSED)
    assert delete_expired_answers(now=wave.closes_at + MONTHS_OVER - timedelta(days=2)) == 0
    assert delete_expired_answers(now=wave.closes_at + MONTHS_OVER) == 3
    assert not Response.objects.exists()
    assert factory.tally_count(wave, Layer.RAW) == 3
    assert next(iter(entries_about(wave))).after == {"count": 3}
    assert delete_expired_answers(now=wave.closes_at + MONTHS_OVER) == 0


def test_an_open_wave_keeps_its_answers(wave):
    factory.answered(wave)
    assert delete_expired_answers(now=wave.closes_at + 2 * MONTHS_OVER) == 0
