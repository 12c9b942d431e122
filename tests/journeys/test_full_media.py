"""F5 in the content system: a picture for which the disk has no room is told in words, and nothing half stays."""

import http.client
import io
import re

import pytest
from PIL import Image

from tests.journeys.test_own_faults import BOUNDARY, MULTIPART, portal  # noqa: F401 - a fixture
from tests.own_servers import MissingError, fill, small_disk

EDITOR = """
from django.test import Client
from portal.accounts.roles import Role
from portal.administration.operations import grant_role
from portal.clock import now
from tests.factories.accounts import UserFactory, with_second_factor
import tests.signed_in
user = UserFactory()
grant_role(actor=None, now=now(), user=user, role=Role.EDITOR)
with_second_factor(user)
client = Client()
client.force_login(user)
print("cookie", client.cookies["sessionid"].value)
"""
PICTURES = "from wagtail.images import get_image_model; print('rows', get_image_model().objects.count())"
ADD = "/cms/images/add/"


def noise() -> bytes:
    """A picture that no compression makes small."""
    file = io.BytesIO()
    Image.effect_noise((600, 600), 90).save(file, "PNG")
    return file.getvalue()


def ask(server, cookies, body=None):
    wire = http.client.HTTPConnection("localhost", server.port, timeout=60)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Host": server.address[7:]}
    kind = {"Content-Type": MULTIPART, "Origin": server.address} if body else {}
    wire.request("POST" if body else "GET", ADD, body, headers | kind)
    answer = wire.getresponse()
    page = answer.read().decode()
    for said in answer.headers.get_all("Set-Cookie") or ():
        name, _, value = said.partition(";")[0].partition("=")
        cookies[name] = value
    wire.close()
    return answer.status, page


def send(server, cookies, title):
    """Choose a picture, write its title, press."""
    _status, page = ask(server, cookies)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in (("csrfmiddlewaretoken", token), ("title", title), ("collection", "1"), ("tags", ""))
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    return ask(server, cookies, b"".join([*parts, head.encode(), noise(), f"\r\n--{BOUNDARY}--\r\n".encode()]))


def pictures(server) -> int:
    return int(server.manage("shell", "-v0", "-c", PICTURES).split()[-1])


def test_f5_no_room_for_a_picture_is_507_with_the_form_kept_and_nothing_half(portal):  # noqa: F811
    server = portal()
    cookies = {"sessionid": server.manage("shell", "-v0", "-c", EDITOR).split()[-1]}
    before = pictures(server)
    try:
        with small_disk(server.folder / "var" / "media") as disk:
            status, page = send(server, cookies, "北门 一")
            assert status == 302
            filler, held = fill(disk), sorted(disk.rglob("*.*"))
            status, page = send(server, cookies, "北门 二")
            assert status == 507
            assert "北门 二" in page
            assert (sorted(disk.rglob("*.*")), pictures(server)) == (held, before + 1)
            filler.unlink()
            assert send(server, cookies, "北门 三")[0] == 302
            server.stop()
    except MissingError as missing:
        pytest.skip(str(missing))
