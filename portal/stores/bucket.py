"""Files in a store that speaks S3: Aliyun OSS, Huawei OBS, Tencent COS, MinIO and their like, by the bucket's address.

The whole bucket is closed. Nothing in it is asked for but by this portal, or by its proxy under an address that the
portal signed for a minute. What does not answer is an OSError, so that visitors read what they read of a broken disk.
"""

import errno
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from hashlib import md5, sha256
from io import BytesIO
from mimetypes import guess_type
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

SIGNED_SECONDS, CONNECT_SECONDS, READ_SECONDS = 60, 2, 20
MISSING = {"404", "NoSuchKey", "NotFound"}


def known_by(address: str) -> dict[str, str]:
    """What is read in a bucket's address: https://NAME.host is named by its host, https://host/NAME by its path."""
    url = urlsplit(address)
    if name := url.path.strip("/"):
        return {"bucket_name": name, "endpoint_url": f"{url.scheme}://{url.netloc}", "addressing_style": "path"}
    name, _, host = url.netloc.partition(".")
    return {"bucket_name": name, "endpoint_url": f"{url.scheme}://{host}", "addressing_style": "virtual"}


class Bucket(S3Storage):
    """`location`: the folder inside of the bucket; `base_url`: below which address of the portal its files are, if any."""

    def __init__(self, *, address: str, base_url: str | None = None, **options):
        known = known_by(address)
        config = Config(
            s3={"addressing_style": known["addressing_style"]},
            signature_version="s3v4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": 2, "mode": "standard"},
            max_pool_connections=16,
            # Sums of the kind that only Amazon's own store knows are not sent; Content-MD5 all of them know.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(default_acl=None, file_overwrite=False, client_config=config, **known, **options)
        self.base_url = base_url

    @cached_property
    def client(self) -> Any:
        """One for all threads: a client may be shared, and costs a tenth of a second to make."""
        return self.connection.meta.client

    def put(self, name: str, data: bytes, *, sealed: bool = False) -> None:
        """The store itself refuses what did not arrive as it was sent."""
        parameters = self.get_object_parameters(name) | {
            "ContentMD5": b64encode(md5(data, usedforsecurity=False).digest()).decode(),
            "ContentType": guess_type(name)[0] or "application/octet-stream",
            "Metadata": {"sha256": sha256(data).hexdigest()},
        }
        with asked(name):
            self.client.put_object(Bucket=self.bucket_name, Key=self._key(name), Body=data, **parameters)

    def read(self, name: str) -> bytes:
        with asked(name):
            return self.client.get_object(Bucket=self.bucket_name, Key=self._key(name))["Body"].read()

    def names(self, *, below: str = "", untouched_since: float = float("inf")) -> Iterator[str]:
        before = f"{self.location.strip('/')}/"
        with asked(before):
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket_name, Prefix=before + below
            )
            for item in (item for page in pages for item in page.get("Contents", ())):
                if item["LastModified"].timestamp() < untouched_since:
                    yield item["Key"].removeprefix(before)

    def sent_by_proxy(self, name: str, *, is_open: bool) -> str:
        asking = {"Bucket": self.bucket_name, "Key": self._key(name)}
        signed = urlsplit(self.client.generate_presigned_url("get_object", asking, ExpiresIn=SIGNED_SECONDS))
        return f"/-/store/{'open' if is_open else 'closed'}{signed.path}?{signed.query}"

    @cached_property
    def _hurried(self) -> Any:
        """For who only wants to know whether it is there."""
        limits = Config(connect_timeout=0.5, read_timeout=1, retries={"total_max_attempts": 1})
        known = {"region_name": self.region_name, "endpoint_url": self.endpoint_url, "verify": self.verify}
        return self._create_session().client("s3", config=self.client_config.merge(limits), **known)

    def answers(self) -> None:
        """Nothing, where the bucket is there for this portal; otherwise OSError, within two seconds."""
        with asked(self.bucket_name):
            self._hurried.head_bucket(Bucket=self.bucket_name)

    def _key(self, name: str) -> str:
        return self._normalize_name(PurePosixPath(name).as_posix())

    def _open(self, name, mode="rb"):
        return File(BytesIO(self.read(name)), name)

    def _save(self, name, content):
        content.seek(0)
        data = content.read()
        self.put(name, data.encode() if isinstance(data, str) else data)
        return name

    def get_available_name(self, name, max_length=None):
        """Never a name that another node may be writing under at this moment."""
        path = PurePosixPath(name)
        alternative = self.get_alternative_name(str(path.with_suffix("")), path.suffix)
        return super().get_available_name(alternative, max_length)

    def exists(self, name):
        try:
            with asked(name):
                self.client.head_object(Bucket=self.bucket_name, Key=self._key(name))
        except FileNotFoundError:
            return False
        return True

    def delete(self, name):
        with asked(name):
            self.client.delete_object(Bucket=self.bucket_name, Key=self._key(name))

    def size(self, name):
        return self._head(name)["ContentLength"]

    def get_modified_time(self, name):
        return self._head(name)["LastModified"]

    def _head(self, name: str) -> dict[str, Any]:
        with asked(name):
            return self.client.head_object(Bucket=self.bucket_name, Key=self._key(name))

    def url(self, name, **_options):
        if self.base_url is None:
            raise ValueError("This file is not accessible via a URL.")
        return f"{self.base_url}{name}"


@contextmanager
def asked(name: str) -> Iterator[None]:
    """What the store said, as a disk would have said it."""
    try:
        yield
    except ClientError as fault:
        code = fault.response.get("Error", {}).get("Code", "")
        if code in MISSING:
            raise FileNotFoundError(errno.ENOENT, "not in the store", name) from None
        raise OSError(errno.EIO, f"the store refused: {code}", name) from fault
    except BotoCoreError as fault:
        raise OSError(errno.EHOSTUNREACH, f"the store does not answer: {type(fault).__name__}", name) from fault
