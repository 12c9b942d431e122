import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import ProtectedError

from portal import stores
from portal.accounts.models import User
from portal.evidence import intake
from portal.evidence.enums import Refusal
from portal.evidence.errors import QuotaExceededError, RefusedFileError
from portal.evidence.models import StoredFile
from portal.evidence.operations import clean_upload, sweep, take_in
from portal.evidence.queries import damage, unlinked, used_bytes
from portal.stores.folder import Folder
from tests.factories.accounts import UserFactory
from tests.factories.evidence import StoredFileFactory, picture, upload
from tests.portal.evidence import samples

pytestmark = pytest.mark.django_db
DAY = timedelta(hours=24)


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "evidence": {
            "BACKEND": "portal.stores.folder.Folder",
            "OPTIONS": {"location": str(tmp_path / "evidence"), "inside": "/-/evidence/"},
        }
    }


def files() -> list[str]:
    return list(stores.evidence().names())


def test_a_photo_is_kept_as_fresh_bytes_and_facts(now):
    owner = UserFactory()
    stored = take_in(upload=upload(samples.camera_jpeg((40, 30)), name="现场 照片.jpg"), owner=owner, now=now)
    stored.refresh_from_db()
    assert (stored.owner, stored.kind, stored.media_type) == (owner, "image", "image/jpeg")
    assert (stored.width, stored.height, stored.name, stored.created_at) == (30, 40, "现场 照片.jpg", now)
    assert stored.captured_at.isoformat() == "2026-05-01T01:30:00+00:00"
    assert (Path(stores.evidence().location) / stored.path).stat().st_size == stored.size == used_bytes(owner)
    assert damage(stored) == ""
    assert str(stored) == "现场 照片.jpg"


def test_nothing_personal_is_on_the_disk(now):
    stored = StoredFileFactory(upload=upload(samples.camera_jpeg(), name="张三.jpg"), now=now)
    content = stores.evidence().read(stored.path)
    assert samples.SERIAL not in content
    assert samples.GPS_MARK not in content
    assert "张三" not in stored.path


def test_a_file_that_went_through_the_form_is_not_decoded_again(now, monkeypatch):
    clean = intake.clean(picture(), name="x.jpg")
    monkeypatch.setattr(intake, "clean", lambda *args, **options: pytest.fail("decoded again"))
    assert take_in(upload=clean, owner=UserFactory(), now=now).sha256 == clean.sha256


def test_nothing_is_kept_over_the_quota(now, settings):
    settings.PORTAL_EVIDENCE_QUOTA = 100
    with pytest.raises(QuotaExceededError) as refused:
        take_in(upload=upload(), owner=UserFactory(), now=now)
    assert refused.value.code == Refusal.QUOTA
    assert not StoredFile.objects.exists()
    assert files() == []


def test_quotas_are_each_owners_own(now, settings):
    settings.PORTAL_EVIDENCE_QUOTA = len(intake.clean(picture(), name="x").data)
    StoredFileFactory(now=now)
    StoredFileFactory(now=now)
    assert StoredFile.objects.count() == 2


def test_an_upload_over_the_limit_is_not_even_read(settings):
    settings.PORTAL_UPLOAD_LIMIT = 10
    with pytest.raises(RefusedFileError) as refused:
        clean_upload(upload(b"x" * 11))
    assert refused.value.code == Refusal.TOO_LARGE


def test_a_refused_file_leaves_nothing(now):
    with pytest.raises(RefusedFileError):
        take_in(upload=upload(b"<svg/>"), owner=UserFactory(), now=now)
    assert files() == []


def test_f5_a_full_disk_leaves_no_row_and_is_no_fault_of_the_sender(now, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Folder, "put", full)
    with pytest.raises(OSError, match="No space left"):
        take_in(upload=upload(), owner=UserFactory(), now=now)
    assert not StoredFile.objects.exists()


def test_a_row_that_cannot_be_kept_leaves_no_file(now, monkeypatch):
    def refuse(self, **options):
        raise RuntimeError

    monkeypatch.setattr(StoredFile, "save", refuse)
    with pytest.raises(RuntimeError):
        take_in(upload=upload(), owner=UserFactory(), now=now)
    assert files() == []


def test_damage_is_named(now):
    stored = StoredFileFactory(now=now)
    path = Path(stores.evidence().location) / stored.path
    path.write_bytes(b"x" * stored.size)
    assert damage(stored) == "content"
    path.write_bytes(b"x")
    assert damage(stored) == "size"
    path.unlink()
    assert damage(stored) == "missing"


def test_verify_evidence(now, capsys):
    stored = StoredFileFactory(now=now)
    call_command("verify_evidence")
    assert "All 1 stored files are whole." in capsys.readouterr().out
    stores.evidence().delete(stored.path)
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("verify_evidence")
    assert f"{stored.public_id} missing" in capsys.readouterr().err


def test_the_sweeper_waits_a_day_for_someone_to_link_a_file(now):
    StoredFileFactory(now=now)
    assert sweep(now=now + DAY) == (0, 0)
    with transaction.atomic():
        assert list(unlinked(now + DAY)) == list(StoredFile.objects.all())


def test_the_sweeper_takes_unlinked_rows_with_their_files(now, django_capture_on_commit_callbacks):
    stored = StoredFileFactory(now=now)
    later = (now + 2 * DAY).timestamp()
    os.utime(Path(stores.evidence().location) / stored.path, (later, later))
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep(now=now + DAY + timedelta(seconds=1)) == (1, 0)
    assert not StoredFile.objects.filter(pk=stored.pk).exists()
    assert files() == []


def test_a_file_linked_in_the_last_moment_stays(now, monkeypatch):
    StoredFileFactory(now=now)

    def protect(self):
        raise ProtectedError("linked", set())

    monkeypatch.setattr(StoredFile, "delete", protect)
    assert sweep(now=now + 2 * DAY) == (0, 0)
    assert len(files()) == 1


def test_the_sweeper_takes_files_that_no_row_names(now):
    kept = StoredFileFactory(now=now)
    for name in ("ab/.fresh-0011", "ab/0123456789abcdef0123456789abcdef.jpg", "ab/notes.txt"):
        (Path(stores.evidence().location) / "ab").mkdir(exist_ok=True)
        (Path(stores.evidence().location) / name).write_bytes(b"x")
        os.utime(Path(stores.evidence().location) / name, (now.timestamp(), now.timestamp()))
    os.utime(Path(stores.evidence().location) / kept.path, (now.timestamp(), now.timestamp()))
    StoredFile.objects.update(created_at=now + DAY)
    assert sweep(now=now + DAY + timedelta(seconds=1)) == (0, 3)
    assert files() == [kept.path]


def test_sweep_command(capsys):
    call_command("sweep_evidence")
    assert capsys.readouterr().out == "Swept 0 unlinked and 0 unnamed files.\n"


def test_an_owner_with_files_cannot_be_deleted_by_mistake(now):
    stored = StoredFileFactory(now=now)
    with pytest.raises(ProtectedError):
        User.objects.get(pk=stored.owner_id).delete()
