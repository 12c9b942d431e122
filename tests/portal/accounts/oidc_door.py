"""The door of an identity service, as a browser goes through it."""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit


def led_to(answer):
    target = unescape(re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', answer.text)[1])
    return dict(parse_qsl(urlsplit(target).query))


def start(client, way="staff", process="login"):
    return led_to(client.post(f"/account/oidc/{way}/login/?process={process}"))


def come_back(client, service, asked, way="staff", **claims):
    service.grants["c-1"] = (asked["nonce"], asked["code_challenge"], {"sub": "s-1"} | claims)
    return client.get(f"/account/oidc/{way}/login/callback/", {"code": "c-1", "state": asked["state"]})


def come(client, service, way="staff", **claims):
    return come_back(client, service, start(client, way), way, **claims)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session
