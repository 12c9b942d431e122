"""Workers that try at once: `python -m tests.portal.accounts.tries PROCESSES TRIES` prints how many tries were granted.

Django is loaded once and each worker is a fork of it, which knows of the others by the cache alone.
"""

import multiprocessing
import sys
from concurrent.futures import ThreadPoolExecutor

import django


def granted(tries: int) -> int:
    from django.test import RequestFactory  # noqa: PLC0415 - settings come first

    from portal.accounts.limits import within  # noqa: PLC0415

    all_are_there.wait()
    with ThreadPoolExecutor(4) as pool:
        return sum(pool.map(lambda _try: within(RequestFactory().post("/"), "of_this_test", key="one"), range(tries)))


def main(processes: int, tries: int) -> int:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - settings come first
    from django.core.cache import cache  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    settings.ACCOUNT_RATE_LIMITS["of_this_test"] = "3/1h/key"
    call_command("createcachetable")
    cache.clear()
    cache.close()
    connections.close_all()
    with forking.Pool(processes) as pool:
        return sum(pool.map(granted, [tries // processes] * processes, chunksize=1))


if __name__ == "__main__":
    forking = multiprocessing.get_context("fork")
    all_are_there = forking.Barrier(int(sys.argv[1]))
    sys.stdout.write(str(main(int(sys.argv[1]), int(sys.argv[2]))))
