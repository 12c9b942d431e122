import pytest

from portal.evidence.errors import QuotaExceededError
from portal.evidence.models import StoredFile
from portal.evidence.operations import take_in
from portal.evidence.queries import damage, root, used_bytes
from tests.factories.accounts import UserFactory
from tests.factories.evidence import picture, upload

pytestmark = pytest.mark.django_db


def test_a_photo_is_kept_as_fresh_bytes_and_facts(now):
    owner = UserFactory()
    stored = take_in(upload=upload(picture((40, 30)), name="现场 照片.jpg"), owner=owner, now=now)
    stored.refresh_from_db()
    assert (stored.owner, stored.kind, stored.media_type) == (owner, "image", "image/jpeg")
    assert (stored.width, stored.height, stored.name, stored.created_at) == (40, 30, "现场 照片.jpg", now)
    assert (root() / stored.path).stat().st_size == stored.size == used_bytes(owner)
    assert damage(stored) == ""


def test_nothing_is_kept_over_the_quota(now, settings):
    settings.PORTAL_EVIDENCE_QUOTA = 100
    with pytest.raises(QuotaExceededError) as refused:
        take_in(upload=upload(), owner=UserFactory(), now=now)
    assert "0" in refused.value.message
    assert not StoredFile.objects.exists()
