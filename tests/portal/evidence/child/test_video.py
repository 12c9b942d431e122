"""Films: what FFmpeg made of a test picture with a title, a time and a comment is played on without any of them."""

from pathlib import Path

import pytest

from portal.evidence import intake
from portal.evidence.child.video import UnfitFilm, plain_captions, scrubbed_film
from portal.evidence.errors import RefusedFileError

FILMS = Path(__file__).parents[1] / "films"
MADE = (FILMS / "made.mp4").read_bytes()
CUES = b"WEBVTT\r\nKind: captions\r\n\r\nNOTE by somebody\r\n\r\nSTYLE\r\n::cue{}\r\n\r\n1\r\n00:00:00.000 --> 00:01.500\r\n\xe4\xbd\xa0\xe5\xa5\xbd\r\n"


def test_what_tells_of_its_maker_is_gone_and_nothing_moves():
    clean = scrubbed_film(MADE)
    assert len(clean) == len(MADE)
    assert b"secret title" in MADE
    for told in (b"secret title", b"made by someone", b"VideoHandler", b"Lavf"):
        assert told not in clean
    # The pictures themselves are the same bytes.
    start = MADE.index(b"mdat")
    assert clean[start : start + 5000] == MADE[start : start + 5000]
    assert scrubbed_film(clean) == clean


@pytest.mark.parametrize(
    "data", [b"", MADE[:100], MADE[:-50], MADE[40:], (FILMS / "old.mp4").read_bytes(), b"\x89PNG\r\n\x1a\n" + bytes(64)]
)
def test_what_is_no_whole_film_that_browsers_play_is_refused(data):
    with pytest.raises(UnfitFilm):
        scrubbed_film(data)
    with pytest.raises(RefusedFileError) as refused:
        intake.clean_film(data)
    assert "MP4" in refused.value.message


def test_captions_keep_their_cues_alone():
    assert plain_captions(CUES) == "WEBVTT\n\n1\n00:00:00.000 --> 00:01.500\n你好\n"


@pytest.mark.parametrize("data", [b"", b"1\n00:00 --> 00:01\nx", b"WEBVTT\n\nNOTE x\n", "WEBVTT\n\n你".encode("gbk")])
def test_what_are_no_captions_is_refused(data):
    with pytest.raises(RefusedFileError):
        intake.clean_film(data, captions=True)
