from datetime import timedelta

import pytest

from portal.inbox.backoff import PAUSES, pause_after


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 5), (10, 640)])
def test_each_pause_is_longer(attempts, minutes):
    assert pause_after(attempts) == timedelta(minutes=minutes)


def test_after_about_a_day_a_person_has_to_look():
    assert pause_after(len(PAUSES) + 1) is None
    assert timedelta(hours=18) < sum(PAUSES, timedelta()) < timedelta(hours=24)
