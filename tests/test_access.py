"""ACL-01: every route of ours is declared in tests/access and behaves as declared, for every role."""

import uuid
from importlib import import_module
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from portal.accounts.roles import AREA_ROLES, DEPARTMENT_ROLES, STAFF_ROLES, Role
from portal.directory.models import Area, Department
from portal.home.views import leaving
from tests.access import ANONYMOUS, EVERYONE
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor

# Whom an address admits is said in Python.
pytestmark = pytest.mark.any_database
FOREIGN = (
    "wagtail",
    "simple_translation",
    "account_",
    "mfa_",
    "usersessions_",
    "socialaccount_",
    "weixin_",
    "openid_connect_",
)
SAMPLES = {"uuid": str(uuid.UUID(int=7)), "int": "7", "str": "x7", "slug": "x7", "path": "x7", "plan": "2022-2025"}
ROOMS = [path.stem for path in (Path(__file__).parent / "access").glob("[a-z]*.py")]
MATRIX = {name: access for room in ROOMS for name, access in import_module(f"tests.access.{room}").MATRIX.items()}


def _routes(resolver, namespace=()):
    for pattern in resolver.url_patterns:
        if str(pattern.pattern) == "cms/":
            continue  # the CMS's own screens, our viewsets among them: see the last test
        if isinstance(pattern, URLResolver):
            inner = (*namespace, pattern.namespace) if pattern.namespace else namespace
            yield from _routes(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            name = ":".join([*namespace, pattern.name])
            if not name.startswith(FOREIGN):
                yield name, pattern


ROUTES = dict(_routes(get_resolver()))


def _address(name: str) -> str:
    arguments = MATRIX[name].arguments
    if not arguments:
        converters = ROUTES[name].pattern.converters
        kinds = {key: type(value).__name__.removesuffix("Converter").lower() for key, value in converters.items()}
        return reverse(
            name, kwargs={key: SAMPLES.get(kind.removeprefix("string"), "x7") for key, kind in kinds.items()}
        )
    return reverse(name, args=arguments)


@pytest.fixture(scope="module")
def signed_in(django_db_setup, django_db_blocker):
    """Somebody of each role, signed in once for the module; what a test changes is rolled back to here."""
    with django_db_blocker.unblock(), transaction.atomic():
        area = Area.objects.get_or_create(code="hongmei", defaults={"name": "红梅街道", "kind": "street"})[0]
        department = Department.objects.get_or_create(code="env", defaults={"name": "区生态环境局"})[0]
        cookies = {}
        for role in Role:
            user = UserFactory()
            if role in STAFF_ROLES:
                area_role, department_role = role in AREA_ROLES, role in DEPARTMENT_ROLES
                place = {"area": area} if area_role else {"department": department} if department_role else {}
                GrantFactory(user=user, role=role, **place)
                with_second_factor(user)
            client = Client()
            client.force_login(user)
            cookies[role.value] = client.cookies.output(header="", sep=";")
        yield cookies
        transaction.set_rollback(True)


@pytest.fixture
def clients(signed_in, db, walk, monkeypatch):
    """A client for each role that has just signed in, and one for strangers, with fresh cookies in every test."""
    monkeypatch.setattr(leaving, "is_fresh", lambda request: request.user.is_authenticated)
    found = {ANONYMOUS: Client()} | {role: Client() for role in signed_in}
    for role, cookies in signed_in.items():
        found[role].cookies.load(cookies)
    return found


@pytest.mark.parametrize("name", sorted(name for name, access in MATRIX.items() if access.post))
def test_inj_05_no_route_changes_anything_for_another_site(clients, name):
    """INJ-05: without the token, or from another origin, nothing is taken; and never by GET."""
    role = sorted(MATRIX[name].post - {ANONYMOUS}) or [ANONYMOUS]
    strict = Client(enforce_csrf_checks=True, headers={"origin": "https://elsewhere.example"})
    strict.cookies = clients[role[0]].cookies
    assert strict.post(_address(name)).status_code in {403, 404}
    if not MATRIX[name].get:
        assert clients[role[0]].get(_address(name)).status_code in {404, 405}


def _admitted(response) -> bool:
    refused = response.status_code in {401, 403} or "/account/login/" in response.headers.get("Location", "")
    return not refused


def test_acl_01_every_route_is_declared_and_nothing_else():
    assert sorted(ROUTES) == sorted(MATRIX)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", sorted(MATRIX))
def test_acl_01_route_admits_just_the_declared_roles(clients, name, method):
    address, allowed = _address(name), getattr(MATRIX[name], method)
    answers = {role: getattr(client, method)(address) for role, client in clients.items()}
    assert max(answer.status_code for answer in answers.values()) < 500
    for role in EVERYONE:
        if role in allowed:
            assert _admitted(answers[role]), f"{role} is refused"
            assert answers[role].status_code != 405, f"{role} meets no such method"
        else:
            # Not theirs: refused, asked to sign in, not found or no such method - never an answer.
            assert not _admitted(answers[role]) or answers[role].status_code in {404, 405}, f"{role} is admitted"


@pytest.mark.parametrize(
    "address",
    [
        "/cms/",
        "/cms/pages/",
        "/cms/images/",
        "/cms/users/",
        "/cms/settings/",
        "/cms/reports/site-history/",
        "/cms/areas/",
    ],
)
def test_acl_01_the_cms_is_closed_to_all_but_its_roles(clients, address):
    for role, client in clients.items():
        if role not in {"editor", "district_administrator"}:
            assert client.get(address).status_code in {302, 403, 404}, role
