"""F1 and F2: the server is killed while people answer; nothing is lost, nothing is stored twice.

`make bench` kills workers 200 times, `python -m bench.kills --groups 30` the whole server 30 times.
"""

from bench import kills


def test_f1_killed_under_load_loses_and_doubles_nothing(server):
    journal, _times, found = kills.run(server, 2)
    assert found == []
    assert len(journal.shown) > kills.POSTERS
    assert journal.unanswered


def test_f2_killed_whole_it_starts_again_without_repair_and_its_database_is_sound(server):
    journal, times, found = kills.run(server, 5, way=kills.kill_group)
    # How long a start may take, the bench says on a quiet machine.
    assert [line for line in found if not line.startswith("a start took")] == []
    assert len(times) == 5
    assert len(journal.shown) > 5 * kills.POSTERS
    server.manage("check_invariants")
