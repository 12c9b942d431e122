"""UPL-06: ten uploads at once, one of them just fits; on SQLite and on PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from portal import stores
from portal.evidence import intake
from portal.evidence.errors import QuotaExceededError
from portal.evidence.models import StoredFile
from portal.evidence.operations import take_in
from portal.evidence.queries import used_bytes
from tests.factories.accounts import UserFactory
from tests.factories.evidence import picture
from tests.portal.evidence import samples


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("data", "name"), [(picture(), "x.jpg"), (samples.pdf(), "x.pdf"), (samples.office(), "x.docx")]
)
def test_upl_06_parallel_uploads_never_exceed_the_quota(now, settings, tmp_path, data, name):
    place = {"BACKEND": "portal.stores.folder.Folder", "OPTIONS": {"location": str(tmp_path), "inside": "/-/evidence/"}}
    settings.STORAGES = settings.STORAGES | {"evidence": place}
    clean = intake.clean(data, name=name)
    size = clean.size + len(clean.original)
    settings.PORTAL_EVIDENCE_QUOTA = 3 * size - 1
    owner, start = UserFactory(), Barrier(10)
    take_in(upload=clean, owner=owner, now=now)

    def send(_number: int) -> bool:
        start.wait()
        try:
            take_in(upload=clean, owner=owner, now=now)
        except QuotaExceededError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(10) as pool:
        taken = list(pool.map(send, range(10)))
    assert taken.count(True) == 1
    assert used_bytes(owner) == 2 * size
    named = {path for file in StoredFile.objects.all() for path in (file.path, clean.original and file.original_path)}
    assert set(stores.evidence().names()) == named - {b""}
