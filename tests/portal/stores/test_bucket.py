"""Against moto's S3. What is said of other vendors' stores is what their manuals say; none was asked."""

import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.base import ContentFile

from portal.faults import Trouble, trouble_of
from portal.stores.bucket import Bucket, known_by
from tests.s3_store import KEYS


@pytest.mark.parametrize(
    ("address", "bucket", "endpoint", "style"),
    [
        ("https://wufei.oss-cn-shanghai.aliyuncs.com", "wufei", "https://oss-cn-shanghai.aliyuncs.com", "virtual"),
        (
            "https://wufei.obs.cn-east-3.myhuaweicloud.com/",
            "wufei",
            "https://obs.cn-east-3.myhuaweicloud.com",
            "virtual",
        ),
        (
            "https://wufei-125.cos.ap-nanjing.myqcloud.com",
            "wufei-125",
            "https://cos.ap-nanjing.myqcloud.com",
            "virtual",
        ),
        ("https://minio.inside:9000/wufei", "wufei", "https://minio.inside:9000", "path"),
    ],
)
def test_the_address_of_the_bucket_says_all(address, bucket, endpoint, style):
    assert known_by(address) == {"bucket_name": bucket, "endpoint_url": endpoint, "addressing_style": style}


def test_a_bucket_named_by_its_host_is_asked_there():
    store = Bucket(address="https://wufei.oss-cn-shanghai.aliyuncs.com", location="evidence", **KEYS)
    assert store.sent_by_proxy("ab/x.jpg", is_open=False).startswith("/-/store/closed/evidence/ab/x.jpg?X-Amz-")
    signed = store.client.generate_presigned_url("get_object", {"Bucket": "wufei", "Key": "x"})
    assert signed.startswith("https://wufei.oss-cn-shanghai.aliyuncs.com/x?")


def test_a_file_is_there_whole_with_its_sum(bucket):
    bucket.put("ab/name.jpg", b"content")
    assert bucket.read("ab/name.jpg") == b"content"
    assert bucket.open("ab/name.jpg").read() == b"content"
    assert list(bucket.names()) == ["ab/name.jpg"]
    head = bucket.client.head_object(Bucket=bucket.bucket_name, Key="evidence/ab/name.jpg")
    assert head["Metadata"]["sha256"] == "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"
    assert head["ContentType"] == "image/jpeg"
    bucket.delete("ab/name.jpg")
    bucket.delete("ab/name.jpg")
    assert list(bucket.names()) == []
    assert not bucket.exists("ab/name.jpg")
    for ask in (bucket.read, bucket.open, bucket.size, bucket.get_modified_time):
        with pytest.raises(FileNotFoundError):
            ask("ab/name.jpg")


def test_more_names_than_one_answer_of_the_store_holds(bucket):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: bucket.put(f"ab/{number}.jpg", b"x"), range(1005)))
    assert len(set(bucket.names())) == 1005
    assert list(bucket.names(untouched_since=1_700_000_000)) == []


def test_two_nodes_never_write_under_one_name(bucket):
    names = {bucket.save("images/park.jpg", ContentFile(bytes([number]))) for number in range(5)}
    assert len(names) == 5
    assert {bucket.read(name) for name in names} == {bytes([number]) for number in range(5)}


@pytest.mark.parametrize("name", ["../media/x.jpg", "ab/../../x.jpg"])
def test_no_name_leads_out_of_its_place(bucket, name):
    with pytest.raises(Exception, match=r"[Dd]etected|located|\.\."):
        bucket.read(name)


def test_the_proxy_gets_an_address_for_a_minute_and_nobody_else_has_one(bucket, s3):
    bucket.put("ab/name.jpg", b"content")
    inside = bucket.sent_by_proxy("ab/name.jpg", is_open=True)
    assert inside.startswith("/-/store/open/")
    assert "X-Amz-Expires=60" in inside
    with urllib.request.urlopen(s3 + inside.removeprefix("/-/store/open")) as answer:
        assert answer.read() == b"content"
    with pytest.raises(ValueError, match="not accessible"):
        bucket.url("ab/name.jpg")


def test_pictures_have_the_portals_own_address(address):
    store = Bucket(address=address, location="media", base_url="/media/", **KEYS)
    assert store.url(store.save("images/park.jpg", ContentFile(b"x"))).startswith("/media/images/park_")


def test_a_store_that_is_away_is_told_as_a_disk_would_be():
    store = Bucket(address="http://127.0.0.1:9/none", location="evidence", **KEYS)
    for ask in (store.read, store.exists, store.delete, lambda name: store.put(name, b"x"), lambda _: store.answers()):
        with pytest.raises(OSError, match="does not answer") as fault:
            ask("ab/name.jpg")
        assert trouble_of(fault.value) is Trouble.AWAY


def test_a_bucket_that_is_not_there_does_not_answer(s3, bucket):
    bucket.answers()
    with pytest.raises(OSError, match="store"):
        Bucket(address=f"{s3}/nowhere-at-all", location="evidence", **KEYS).answers()
