"""DATABASE_URL: libpq reads it; what it does not know is refused in words; time-outs bind web requests alone."""

import os
from dataclasses import replace

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from portal.settings.data import database, for_requests, without_pool
from portal.settings.env import Environment

DURABLE = "-c synchronous_commit=on"


def made(address):
    return database(replace(Environment(), database_url=address))


@pytest.mark.parametrize(
    ("address", "names", "options"),
    [
        (
            "postgres://portal:p%40ss%2Fw@db:5433/name?pool=3",
            {"NAME": "name", "USER": "portal", "PASSWORD": "p@ss/w", "HOST": "db", "PORT": "5433"},
            {},
        ),
        (
            "postgresql://u@one:5432,two:5433/name?target_session_attrs=read-write",
            {"NAME": "name", "HOST": "one,two", "PORT": "5432,5433"},
            {"target_session_attrs": "read-write"},
        ),
        (
            "postgres:///name?host=/run/postgresql&user=u&application_name=portal",
            {"NAME": "name", "HOST": "/run/postgresql", "PORT": "", "USER": "u"},
            {"application_name": "portal"},
        ),
        (
            "postgres://u@[::1]/name?sslmode=verify-full&sslrootcert=/etc/ca.pem&connect_timeout=9",
            {"HOST": "::1"},
            {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem", "connect_timeout": "9"},
        ),
        ("postgres://u@h/name?options=-c%20work_mem%3D8MB", {}, {"options": f"-c work_mem=8MB {DURABLE}"}),
    ],
)
def test_what_libpq_knows_reaches_it(address, names, options):
    found = made(address)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert {name: found[name] for name in names} == names
    assert found["OPTIONS"] == {"connect_timeout": 5, "options": DURABLE} | options


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("mysql://u:secret@h/name", "cannot be read: postgres://"),
        ("postgres", "cannot be read"),
        ("sqlite://relative", "cannot be read"),
        ("sqlite:////x?mode=ro", "cannot be read"),
        ("postgres://u:secret@h/name?ssl=1", 'invalid URI query parameter: "ssl"'),
        ("postgres://u:secret@h/name?sslmode", "cannot be read"),
        ("postgres://u:secret@h/", "names no database"),
        ("postgres://u:secret/word@h/name", "cannot be read"),
        ("postgres://u:secret@h:99999/name", "a port is from 1 to 65535"),
        ("postgres://u:secret@h/name?pool=many", "cannot be read"),
        ("postgres://u:secret@h/name?pool=0", "pool= is 1 or more"),
    ],
)
def test_what_cannot_be_read_is_refused_without_the_password(address, words):
    with pytest.raises(ImproperlyConfigured) as refused:
        made(address)
    assert words in str(refused.value)
    assert "secret" not in str(refused.value)


def test_the_embedded_database_stands_in_the_data_folder(tmp_path):
    assert database(replace(Environment(), database_url="", var_dir=tmp_path))["NAME"] == tmp_path / "portal.sqlite3"
    assert made("sqlite:////srv/a%20b.sqlite3")["NAME"] == "/srv/a b.sqlite3"


def test_web_requests_get_a_pool_and_time_outs_and_nobody_else():
    env = replace(Environment(), database_url="postgres://u@one,two/name?pool=3", lock_timeout_ms=7)
    found = database(env)
    assert "pool" not in found["OPTIONS"]
    assert "timeout=" not in found["OPTIONS"]["options"]
    for_requests(found, env)
    patient = found["OPTIONS"]["pool"].pop("connection_class")
    assert issubclass(patient, psycopg.Connection)  # it waits no longer than the server should have (test_f4)
    assert found["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 3, "timeout": 9}
    assert found["OPTIONS"]["options"] == f"-c statement_timeout=4000 -c lock_timeout=7 {DURABLE}"
    assert (found["CONN_MAX_AGE"], found["ENGINE"]) == (0, "portal.settings.postgresql")


def test_the_embedded_database_has_neither():
    env = replace(Environment(), database_url="")
    found = database(env)
    for_requests(found, env)
    assert found == database(env)


# With the server of this run ------------------------------------------------------------------------------------


@pytest.fixture
def asked():
    """The parts of the address of the server that this run uses."""
    if connection.vendor != "postgresql":
        pytest.skip("no PostgreSQL in this run")
    return {"port": "5432", "password": "", **without_pool(os.environ["DATABASE_URL"])[0], "dbname": "postgres"}


def uri(asked, hosts="", **more):
    query = "&".join(f"{name}={value}" for name, value in more.items())
    hosts = hosts or f"{asked['host']}:{asked['port']}"
    return f"postgres://{asked['user']}:{asked['password']}@{hosts}/{asked['dbname']}?{query}"


def answer(address, question, requests=None):
    """What a connection says that Django would make by this address; `requests` as the web server makes it."""
    env = replace(requests or Environment(), database_url=address)
    found = connection.settings_dict | database(env)
    if requests:
        for_requests(found, env)
    with psycopg.connect(**DatabaseWrapper(found).get_connection_params()) as opened:
        return opened.execute(question).fetchone()[0]


@pytest.mark.django_db
def test_several_hosts_the_first_of_them_dead(asked):
    hosts = f"127.0.0.1:1,{asked['host']}:{asked['port']}"
    address = uri(asked, hosts, application_name="portal", target_session_attrs="read-write")
    assert answer(address, "SHOW application_name") == "portal"


@pytest.mark.django_db
def test_sslmode_is_heeded(asked):
    """Who asks a server without TLS for it is refused, and not served in the clear."""
    assert answer(uri(asked, sslmode="disable"), "SELECT 1") == 1
    if answer(uri(asked, sslmode="disable"), "SHOW ssl") == "off":
        with pytest.raises(psycopg.OperationalError, match="SSL"):
            answer(uri(asked, sslmode="require"), "SELECT 1")


@pytest.mark.django_db
def test_a_statement_of_a_web_request_is_cut_and_one_of_a_command_is_not(asked):
    hurried = replace(Environment(), statement_timeout_ms=100)
    with pytest.raises(psycopg.errors.QueryCanceled, match="statement timeout"):
        answer(uri(asked), "SELECT pg_sleep(1)", hurried)
    assert answer(uri(asked), "SELECT 1 FROM pg_sleep(0.3)") == 1
    assert [answer(uri(asked), f"SHOW {name}") for name in ("statement_timeout", "lock_timeout")] == ["0", "0"]
    assert answer(uri(asked), "SHOW lock_timeout", hurried) == "3s"
