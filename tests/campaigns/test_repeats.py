"""The same key with other facts: nothing changes, and the person is told what differs."""

import uuid

import pytest

from campaigns import operations
from campaigns.models import Event
from tests.factories.campaigns import filing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"title": "另一个标题"}, "title"),
        ({"people_reached": 61}, "people_reached"),
        ({"proofs": [operations.Proof(kind="link", url="https://example.org/another")]}, "proofs"),
        ({"audiences": ["schools"]}, "audiences"),
    ],
)
def test_the_same_key_with_other_facts_changes_nothing_and_is_told(officer, area, now, changed, name):
    key = uuid.uuid4()
    first = operations.report_event(actor=officer, now=now, area=area, filing=filing(key=key))
    with pytest.raises(operations.OtherFactsError) as told:
        operations.report_event(actor=officer, now=now, area=area, filing=filing(key=key, **changed))
    assert list(told.value.differences) == [name]
    assert told.value.event == first
    assert Event.objects.get().title == first.title


def test_a_proof_that_was_left_out_the_second_time_is_no_difference(officer, area, now):
    key = uuid.uuid4()
    first = operations.report_event(actor=officer, now=now, area=area, filing=filing(key=key))
    again = operations.report_event(actor=officer, now=now, area=area, filing=filing(key=key, proofs=()))
    assert again == first
