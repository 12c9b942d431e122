"""The catalogues: which room's words a file holds, and how a catalogue is read, updated and compiled."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polib

from portal.manifests import manifests

LANGUAGES = ("en", "zh_Hans")
PLURAL_FORMS = {"en": "nplurals=2; plural=(n != 1);", "zh_Hans": "nplurals=1; plural=0;"}
REST = "cms"


@dataclass(frozen=True, order=True)
class Word:
    """A message as the source has it: where it first stands, its id, plural and context."""

    file: str
    id: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.context, self.id)


def room_of(path: Path) -> str:
    """The room whose catalogue holds the words of a source file (a path relative to the project)."""
    first, second, third = (*path.parts[:-1], "", "")[:3]
    rooms = {manifest.label: manifest for manifest in manifests()}
    if first != "templates":
        room = second if first == "portal" else first
        return room if room in rooms else REST
    # emails/cells/ are the words of cells; emails/ alone those of the room that has that folder.
    folders = {folder: name for name, manifest in rooms.items() for folder in manifest.templates}
    if second in folders and third in rooms:
        return third
    return second if second in rooms else folders.get(second, REST)


def catalogue_path(root: Path, room: str, language: str) -> Path:
    return root / "locale" / room / language / "LC_MESSAGES" / "django.po"


def catalogue_paths(root: Path) -> list[Path]:
    return sorted((root / "locale").glob("*/*/LC_MESSAGES/django.po"))


def updated(catalogue: polib.POFile, words: Iterable[Word], language: str) -> polib.POFile:
    """A fresh catalogue of just these words, with the translations that were there."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    fresh = polib.POFile(wrapwidth=120)
    fresh.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": language,
        "Plural-Forms": PLURAL_FORMS[language],
    }
    fresh.extend(_entry(word, known.get(word.key), language) for word in _firsts(words))
    return fresh


def _firsts(words: Iterable[Word]) -> list[Word]:
    """Each message once, at the first file that has it; a plural stays when any place has it."""
    firsts: dict[tuple[str, str], Word] = {}
    for word in sorted(words):
        first = firsts.setdefault(word.key, word)
        if word.plural and not first.plural:
            firsts[word.key] = Word(first.file, word.id, word.plural, word.context)
    return sorted(firsts.values())


def _entry(word: Word, before: polib.POEntry | None, language: str) -> polib.POEntry:
    entry = polib.POEntry(msgctxt=word.context or None, msgid=word.id, occurrences=[(word.file, "")])
    if before is not None:
        entry.tcomment, entry.flags = before.tcomment, [flag for flag in before.flags if flag == "fuzzy"]
    if word.plural:
        entry.msgid_plural = word.plural
        forms = 2 if language == "en" else 1
        kept = before.msgstr_plural if before is not None else {}
        given = {0: word.id, 1: word.plural} if language == "en" else kept
        entry.msgstr_plural = {form: given.get(form, "") for form in range(forms)}
    else:
        entry.msgstr = word.id if language == "en" else (before.msgstr if before is not None else "")
    return entry


def compile_catalogues(root: Path) -> list[Path]:
    """Write the .mo beside each .po that is newer than it; says which were written."""
    written = []
    for path in [*catalogue_paths(root), *sorted((root / "portal/cms/locale").glob("*/LC_MESSAGES/*.po"))]:
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime:
            fresh = compiled.with_suffix(f".{os.getpid()}")
            polib.pofile(str(path)).save_as_mofile(str(fresh))
            fresh.replace(compiled)  # whoever reads it meanwhile reads the old one or the new one
            written.append(compiled)
    return written
