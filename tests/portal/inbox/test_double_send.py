"""Ten workers at once: one message leaves once; on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from portal.accounts import sms
from portal.inbox.notifications import deliver
from tests.factories.accounts import UserFactory
from tests.factories.inbox import MessageFactory


@pytest.mark.django_db(transaction=True)
def test_parallel_workers_never_send_twice(now, monkeypatch):
    taken, start = [], Barrier(10)
    monkeypatch.setattr(sms, "send", lambda phone, text: taken.append(text.words))
    user = UserFactory()
    user.set_phone("+8613800138000", verified=True)
    user.save()
    messages = [MessageFactory(user=user, values={"subject": "x", "body": str(number)}, now=now) for number in range(3)]

    def work(_number: int) -> None:
        start.wait()
        try:
            for message in messages:
                deliver(message.pk, now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(work, range(10)))
    assert sorted(taken) == ["0", "1", "2"]
