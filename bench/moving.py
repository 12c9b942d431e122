"""2,000 files from a folder into a store that speaks S3 and back, while four others send, read and let go."""

import time

import pytest

from tests.portal.stores.test_moving import there_and_back

FILES = 2000


def test_moving(both):
    began = time.monotonic()
    there_and_back(both, FILES)
    print(
        f"{FILES} files there and back under writes: 0 lost, 0 changed, 0 come back; {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    raise SystemExit(pytest.main(["-q", "-s", "-p", "tests.portal.stores.conftest", __file__]))
