"""Many writers at once: no gap, no double, one chain; on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from portal.ledger.models import Entry
from portal.ledger.operations import record
from portal.ledger.queries import chain_break

THREADS, EACH = 8, 10


@pytest.mark.django_db(transaction=True)
def test_parallel_writers_make_one_chain(now):
    start = Barrier(THREADS)

    def write(number: int) -> None:
        start.wait()
        try:
            for count in range(EACH):
                with transaction.atomic():
                    record(actor=None, now=now, action="a", subject=f"x:{number}")
                    transaction.set_rollback(count % 5 == 4)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(write, range(THREADS)))
    kept = THREADS * EACH * 4 // 5
    assert sorted(Entry.objects.values_list("sequence", flat=True)) == list(range(1, kept + 1))
    assert chain_break() is None


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_starts_with_an_empty_and_guarded_ledger(now):
    assert not Entry.objects.exists()
    record(actor=None, now=now, action="a", subject="x:1")
    call_command("verify_ledger")
