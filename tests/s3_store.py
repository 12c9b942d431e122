"""A store that speaks S3, none of ours: moto's, in a process of its own."""

import contextlib
import socket
import subprocess
import sys
import threading

import boto3
import pytest

from portal.stores.bucket import Bucket
from portal.stores.folder import Folder
from tests.journeys.server import free_port

# Moto lists a bucket wrongly while another request writes to it; so it answers one after the other.
ONE_BY_ONE = """
import sys
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple
run_simple("127.0.0.1", int(sys.argv[1]), DomainDispatcherApplication(create_backend_app), threaded=False)
"""
KEYS = {"access_key": "testing-id", "secret_key": "testing-secret", "region_name": "us-east-1"}


@pytest.fixture(scope="session")
def s3():
    port = free_port()
    ask = [sys.executable, "-c", ONE_BY_ONE, str(port)]
    server = subprocess.Popen(ask, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _until_it_listens(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _until_it_listens(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        threading.Event().wait(0.1)
    raise AssertionError("moto did not start")


@pytest.fixture
def address(s3, request):
    """A bucket of this test's own, by its path."""
    name = f"portal-{abs(hash(request.node.nodeid)) % 10**9}"
    names = {"aws_access_key_id": "testing-id", "aws_secret_access_key": "testing-secret", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=s3, **names).create_bucket(Bucket=name)
    return f"{s3}/{name}"


@pytest.fixture
def bucket(address):
    return Bucket(address=address, location="evidence", **KEYS)


@pytest.fixture
def folder(tmp_path):
    return Folder(location=tmp_path / "evidence", inside="/-/evidence/")


@pytest.fixture
def both(address, tmp_path):
    """The settings of each, for portal.stores.both."""
    return {
        "bucket": {
            "BACKEND": "portal.stores.bucket.Bucket",
            "OPTIONS": {"address": address, "location": "evidence", **KEYS},
        },
        "folder": {
            "BACKEND": "portal.stores.folder.Folder",
            "OPTIONS": {"location": tmp_path / "evidence", "inside": "/-/evidence/"},
        },
    }
