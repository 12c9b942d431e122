"""What was kept before documents were made anew is cleaned by a command that may run twice."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from wagtail.documents import get_document_model
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile

from portal import stores
from portal.evidence.models import StoredFile
from portal.evidence.queries import damage
from tests.factories.accounts import UserFactory
from tests.factories.evidence import StoredFileFactory, upload
from tests.portal.evidence import papers

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
OLD = papers.telling_pdf()


@pytest.fixture
def old(now):
    """As documents were kept: as sent."""
    stored = StoredFileFactory(upload=upload(OLD, name="台账.pdf"), now=now)
    stores.evidence().delete(stored.original_path)
    stores.evidence().put(stored.path, OLD)
    stored.size, stored.stored_sha256, stored.original_size = len(OLD), stored.sha256, 0
    stored.save()
    return stored


def test_old_evidence_is_cleaned_and_its_original_sealed(old):
    for _again in range(2):
        call_command("clean_stored_files", stdout=io.StringIO())
        kept = StoredFile.objects.get(pk=old.pk)
        assert damage(kept) == ""
        assert papers.tells(stores.evidence().read(kept.path)) == []
        assert stores.evidence().read(kept.original_path) == OLD
        assert kept.sha256 == old.sha256


def test_cut_off_between_two_writes_it_goes_on(old):
    stores.evidence().put(old.original_path, OLD)
    stores.evidence().put(old.path, b"%PDF half of the copy")
    call_command("clean_stored_files", stdout=io.StringIO())
    assert damage(StoredFile.objects.get(pk=old.pk)) == ""


def test_old_documents_of_pages_and_what_lies_aside(tmp_path):
    document = get_document_model().objects.create(title="通知", file=ContentFile(OLD, "notice.pdf"))
    UploadedFile.objects.create(file=ContentFile(OLD, "a.pdf"))
    profile = UserProfile.get_for_user(UserFactory())
    profile.avatar.save("a.jpg", ContentFile(b"x"))
    said = io.StringIO()
    call_command("clean_stored_files", stdout=said)
    document.refresh_from_db()
    kept = document.file.open().read()
    assert papers.tells(kept) == []
    assert document.file_size == len(kept)
    assert not UploadedFile.objects.exists()
    assert not UserProfile.objects.exclude(avatar="").exists()
    assert "Cleaned 1 documents" in said.getvalue()


def test_what_would_be_refused_today_is_named_and_left(old):
    stores.evidence().put(old.path, b"%PDF-1.4 broken")
    with pytest.raises(CommandError, match="1 documents"):
        call_command("clean_stored_files", stdout=io.StringIO(), stderr=io.StringIO())
    assert stores.evidence().read(old.path) == b"%PDF-1.4 broken"
