import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.health import Line, State
from portal.ledger.operations import keep_check
from portal.manifests import declared
from portal.upkeep import views
from portal.upkeep.results.labels import rows_of
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor

LINES = [
    Line("database"),
    Line("outbox", State.WARNING, "late", {"count": 2, "minutes": 7}, alarm=True),
    Line("duty fold_answers", State.WARNING, "failed", {"times": 2}, alarm=True, duty="fold_answers"),
    Line("working_days", State.WARNING, "unknown", {"year": 2027}),
]
FULL = "ready\ndatabase: ok\noutbox: late count=2 minutes=7\nduty fold_answers: failed times=2\nworking_days: unknown year=2027\n"
STRANGER = {"HTTP_X_FORWARDED_FOR": "203.0.113.9"}


@pytest.fixture
def lines(monkeypatch):
    found = [*LINES]
    monkeypatch.setattr(views, "report", lambda now: found)
    return found


def signed_in(role: Role) -> Client:
    user = with_second_factor(UserFactory())
    GrantFactory(user=user, role=role)
    client = Client()
    client.force_login(user)
    return client


def test_health_asks_nothing(client, monkeypatch):
    """No database is allowed in this test."""
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_this_machine_reads_every_line_without_the_database(client, lines):
    """Nothing of the way to the page may need what may be gone."""
    response = client.get("/readyz")
    assert (response.status_code, response.content.decode()) == (200, FULL)
    assert response["Content-Type"] == "text/plain"


@pytest.mark.parametrize("who", [STRANGER, {"REMOTE_ADDR": "203.0.113.9"}, {"REMOTE_ADDR": ""}, {"HTTP_VIA": "1.1 x"}])
def test_a_stranger_learns_whether_and_nothing_more(client, lines, who):
    assert client.get("/readyz", **who).content == b"ready\n"
    lines.append(Line("cache", State.FAILING, "silent"))
    response = client.get("/readyz", **who)
    assert (response.status_code, response.content, response["Retry-After"]) == (503, b"not ready\n", "10")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "reads"),
    [(Role.DISTRICT_ADMINISTRATOR, True), (Role.SECURITY_ADMINISTRATOR, True), (Role.EDITOR, False)],
)
def test_an_administrator_reads_every_line_from_anywhere(lines, role, reads):
    response = signed_in(role).get("/readyz", **STRANGER)
    assert response.content.decode() == (FULL if reads else "ready\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        (
            "",
            [
                "平台运行状态",
                "2 条等待中，最久的已等 7 分钟。",
                "已连续失败 2 次。",
                "manage.py fold_answers",
                "2027",
                "需留意",
            ],
        ),
        ("/en", ["State of the portal", "2 waiting, the oldest for 7 min.", "Failures in a row: 2.", "Look after it"]),
    ],
)
def test_the_page_says_what_stands_how_and_what_to_do(lines, now, prefix, words):
    keep_check(name="ledger", faults=[("The ledger breaks at entry %(entry)s: altered.", {"entry": 5})], now=now)
    page = signed_in(Role.SECURITY_ADMINISTRATOR).get(f"{prefix}{reverse('upkeep:state-show')}").content.decode()
    assert [word for word in words if word not in page] == []
    assert ("台账在第 5 条断开：内容被改动。" in page) is (prefix == "")


def test_every_line_that_there_can_be_has_words():
    said = {health.name: health for health in declared("health")}
    for name, word in [(health.name, word) for health in said.values() for word in health.troubles]:
        values = {"count": 1, "minutes": 1, "hours": 1, "free_mb": 1, "needed_mb": 1, "year": 2027, "budget": 3}
        assert rows_of([Line(name, State.WARNING, word, values)])[0].advice
    assert {"database", "queue", "outbox", "texts_100", "disk", "working_days"} <= said.keys()
    assert all(health.label and health.holds for health in said.values())


@pytest.mark.django_db(transaction=True)
def test_the_answer_of_a_real_portal(client, settings):
    settings.PORTAL_DISK_LEAST = 0
    response = client.get("/readyz")
    text = response.content.decode()
    assert response.status_code == 200
    assert "database: ok\n" in text
    assert "cache: ok\n" in text
    assert str(connection.settings_dict["NAME"]) not in text
