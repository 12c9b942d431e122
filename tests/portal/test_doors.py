"""Doors before Django: who answers, who is counted, and when they are shut."""

from django.db import OperationalError

from portal import doors
from portal.doors import SHUT_SECONDS, Answer, Doors, Shut
from portal.upkeep import middleware
from portal.upkeep.metrics import counters

BUSY = OperationalError("database is locked")
GONE = OperationalError("server closed the connection unexpectedly")


def django(environ, start):
    start("200 OK", [("X-Said", environ["said"])])
    return [b"dja", b"ngo"]


def asked(door, noted=None):
    return doors.whole(Doors(django, [door], noted), {"REQUEST_METHOD": "POST", "said": "as it was"})


def test_what_a_door_leaves_goes_on_unchanged_and_is_not_counted_twice():
    noted = []
    answer = asked(lambda environ, ask: None, lambda *said: noted.append(said))
    assert answer == Answer("200 OK", [("X-Said", "as it was")], b"django")
    through = asked(lambda environ, ask: ask(environ | {"said": "otherwise"}), lambda *said: noted.append(said))
    assert through.header("X-Said") == "otherwise"
    assert noted == []


def test_what_a_door_answers_itself_is_counted(settings, monkeypatch):
    settings.PORTAL_METRICS_PORT = 0
    assert middleware.note_of_doors() is None
    settings.PORTAL_METRICS_PORT = 9000
    told = []
    monkeypatch.setattr(counters, "note_request", lambda *said: told.append(said[:2]))
    monkeypatch.setattr(counters, "note_answer", told.append)
    asked(lambda environ, ask: Answer("302 Found", [], b""), middleware.note_of_doors())
    middleware.note_of_doors()("GET", 200, 0.1)
    assert told == [("POST", 302), 302, ("GET", 200)]


def test_a_door_opens_again_and_no_database_that_is_busy_or_restarts_shuts_it(monkeypatch):
    moment = [1000.0]
    shut = Shut(lambda: moment[0])
    monkeypatch.setattr(doors, "SHUT", shut)

    def breaking(fault):
        def door(environ, ask):
            raise fault

        return door

    for fault in (BUSY, GONE):
        assert asked(breaking(fault)).body == b"django"
        assert not shut.is_shut
    assert asked(breaking(ValueError())).body == b"django"
    own = lambda environ, ask: Answer("204 No Content", [], b"")  # noqa: E731
    assert shut.is_shut
    assert asked(own).status == "200 OK"
    moment[0] += SHUT_SECONDS
    assert asked(own).status == "204 No Content"
    assert doors.health_lines(None)[0].text == "doors: broke"


def test_a_header_is_changed_in_its_place_or_goes():
    answer = Answer("200 OK", [("A", "1"), ("B", "2")], b"")
    assert answer.with_headers({"A": "3", "B": None, "C": "4"}, b"x") == Answer("200 OK", [("A", "3")], b"x")
    assert answer.header("C") is None
