from surveys.enums import CHOICES, SILENT, Kind


def test_a_kind_is_a_choice_or_silent_or_typed():
    assert not CHOICES & SILENT
    assert set(Kind) - CHOICES - SILENT == {Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.PLACE, Kind.STATEMENTS}
