"""A worker that tries: `python -m tests.portal.accounts.tries MOMENT TRIES` prints how many were granted from then on."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import django


def main(moment: float, tries: int) -> int:
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - settings come first
    from django.test import RequestFactory  # noqa: PLC0415

    from portal.accounts.limits import within  # noqa: PLC0415

    settings.ACCOUNT_RATE_LIMITS["of_this_test"] = "3/1h/key"
    time.sleep(max(moment - time.time(), 0))
    with ThreadPoolExecutor(4) as pool:
        return sum(pool.map(lambda _try: within(RequestFactory().post("/"), "of_this_test", key="one"), range(tries)))


if __name__ == "__main__":
    sys.stdout.write(str(main(float(sys.argv[1]), int(sys.argv[2]))))
