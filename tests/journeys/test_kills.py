"""F1: the server is killed while people answer; nothing is lost, nothing is stored twice (`make bench`: 200 times)."""

from bench import kills


def test_killed_under_load_loses_and_doubles_nothing(server):
    journal, _times, found = kills.run(server, 2)
    assert found == []
    assert len(journal.shown) > kills.POSTERS
    assert journal.unanswered
