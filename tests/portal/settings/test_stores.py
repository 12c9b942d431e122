import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings.env import Environment
from portal.settings.stores import stores

GIVEN = {"store_url": "https://wufei.oss-cn-shanghai.aliyuncs.com", "store_key_id": "id", "store_secret": "word"}


def test_a_folder_unless_told_otherwise():
    assert {known["BACKEND"] for known in stores(Environment()).values()} == {"portal.stores.folder.Folder"}


def test_evidence_has_no_address_and_pictures_have():
    for files in (["folder"], ["store"]):
        known = stores(Environment(files=files, **GIVEN))
        assert known["evidence"]["OPTIONS"]["base_url"] is None
        assert known["default"]["OPTIONS"]["base_url"] == "/media/"


def test_while_they_move_what_is_named_first_is_written_to():
    known = stores(Environment(files=["store", "folder"], **GIVEN))["evidence"]
    assert known["BACKEND"] == "portal.stores.both.Both"
    assert known["OPTIONS"]["first"]["BACKEND"] == "portal.stores.bucket.Bucket"


@pytest.mark.parametrize("files", [[], ["s3"], ["store", "store"], ["folder", "store", "folder"]])
def test_what_cannot_be_meant_is_refused(files):
    with pytest.raises(ImproperlyConfigured, match="PORTAL_FILES is"):
        stores(Environment(files=files, **GIVEN))


@pytest.mark.parametrize(
    ("lacking", "name"), [("store_url", "PORTAL_STORE_URL"), ("store_secret", "PORTAL_STORE_SECRET")]
)
def test_a_store_without_its_address_or_keys_is_refused_by_name(lacking, name):
    with pytest.raises(ImproperlyConfigured, match=name):
        stores(Environment(files=["store"], **{**GIVEN, lacking: ""}))
