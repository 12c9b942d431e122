"""Words: Chinese complete, English its own id, every catalogue as the source has it."""

import re
from collections import defaultdict
from pathlib import Path

import polib
import pytest

from portal.cms.catalogues import LANGUAGES, catalogue_path, catalogue_paths
from portal.cms.management.commands.messages import collected_words

ROOT = Path(__file__).parents[1]
CATALOGUES = catalogue_paths(ROOT)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
WORDS = collected_words(ROOT)


def ids(path):
    return [str(part) for part in path.relative_to(ROOT / "locale").parts[:2]]


def name(path):
    return "-".join(ids(path))


def ways(entry):
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def placeholders(text):
    return {match.group(0) for match in PLACEHOLDER.finditer(text.replace("%%", ""))}


@pytest.mark.parametrize("room", sorted(WORDS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_the_words_of_its_room(room, language):
    path = catalogue_path(ROOT, room, language)
    held = {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(path))} if path.exists() else set()
    wanted = {word.key for word in WORDS[room]}
    assert {"missing": wanted - held, "gone": held - wanted} == {"missing": set(), "gone": set()}, (
        "run `manage.py messages`"
    )


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_every_message_is_translated(path):
    entries = polib.pofile(str(path))
    assert [entry.msgid for entry in entries if not all(ways(entry))] == []
    assert [entry.msgid for entry in entries if entry.fuzzy] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_placeholders_survive_translation(path):
    wrong = [
        (entry.msgid, way)
        for entry in polib.pofile(str(path))
        for way in ways(entry)
        if way and placeholders(way) != placeholders(entry.msgid_plural or entry.msgid)
    ]
    # English singular may leave its number out ("One cell").
    assert [pair for pair in wrong if ids(path)[1] != "en" or pair[0] != pair[1]] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=name)
def test_message_ids_are_english(path):
    assert [entry.msgid for entry in polib.pofile(str(path)) if CHINESE.search(entry.msgid)] == []


def test_one_id_has_one_translation_in_all_rooms():
    """Django merges the catalogues: of two translations one would silently win."""
    found = defaultdict(set)
    for path in CATALOGUES:
        for entry in polib.pofile(str(path)):
            if all(ways(entry)):
                found[ids(path)[1], entry.msgctxt or "", entry.msgid].add(tuple(ways(entry)))
    assert {key: sorted(ways) for key, ways in found.items() if len(ways) > 1} == {}
