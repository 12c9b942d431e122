"""Styles and scripts as few files, for a slow phone: made from their sources, never committed.

Whoever looks for static files finds them like any other (settings.STATICFILES_FINDERS): `collectstatic` and the server
of developers. They are made where they are asked for, and written only when they would become another file.

A bundle is a style sheet with what it imports, or a script with the modules that it imports before it; what a script
loads later stays apart. `words.js` of a room gives its scripts their words in each language, from the catalogues.
"""

import json
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import polib
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.utils.translation import to_locale

# Made file -> its source; both as a page names them.
BUNDLES = {
    "portal/portal.css": "portal/css/portal.css",
    "portal/portal.js": "portal/js/portal.js",
    "campaigns/events.js": "campaigns/js/events.js",
    "cells/filing.js": "cells/js/filing.js",
    "cells/evaluation.js": "cells/js/evaluation.js",
    "surveys/survey.js": "surveys/js/survey.js",
}
# The file with the words of a room's scripts -> the room, whose catalogues hold them.
WORDS = {"portal/js/words.js": "cms", "campaigns/js/words.js": "campaigns", "cells/js/words.js": "cells"}

IMPORTED_STYLE = re.compile(r'@import url\("([\w.-]+)"\) layer\((\w+)\);')
IMPORT = re.compile(r'^import (?:\{[^}]*\} from )?"([./\w-]+)";\n', re.MULTILINE)
LOADED_LATER = re.compile(r'\bimport\("([./\w-]+)"\)')
EXPORT = re.compile(r"^export (?=async function|function|const|class)", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANKS = re.compile(r"\s*\n\s*")
LINE_COMMENT = re.compile(r"^\s*//.*", re.MULTILINE)
# A message id in a script, always a plain string: tests/portal/cms/test_bundles.py holds it.
MESSAGE = re.compile(r'\bgettext\("((?:[^"\\]|\\.)*)"\)')
WORDS_SCRIPT = """const translated = %s[document.documentElement.lang] ?? {};
export const gettext = (id) => translated[id] ?? id;
"""


def source(name: str) -> str:
    """The text of a static file: of a source, or of the words that are made for one."""
    if name in WORDS:
        return words_script(name)
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(f"no static file {name}")
    return Path(found).read_text(encoding="utf-8")


def relative(name: str, imported: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), imported))


def _lean(text: str, comment: re.Pattern[str] = COMMENT) -> str:
    """Without what only readers of the source need: comments and margins."""
    return BLANKS.sub("\n", comment.sub("", text)).strip()


def style(name: str, target: str) -> str:
    """A style sheet with each import in its place, inside its layer."""

    def inlined(match: re.Match[str]) -> str:
        return f"@layer {match[2]} {{\n{_lean(source(relative(name, match[1])))}\n}}"

    def address(match: re.Match[str]) -> str:
        return f'url("{posixpath.relpath(relative(name, match[1]), posixpath.dirname(target))}")'

    whole = IMPORTED_STYLE.sub(inlined, _lean(source(name)))
    return re.sub(r'url\("(\.[./\w-]+)"\)', address, whole) + "\n"


def modules(name: str, seen: dict[str, str] | None = None) -> dict[str, str]:
    """A script and all that it imports, each once: name -> text, what is needed first before what needs it."""
    seen = {} if seen is None else seen
    text = source(name)
    for imported in IMPORT.findall(text):
        if relative(name, imported) not in seen:
            modules(relative(name, imported), seen)
    seen[name] = text
    return seen


def script(name: str, target: str) -> str:
    """A script and its modules in one file, without imports; what it loads later is named as seen from the file."""

    def later(module: str, match: re.Match[str]) -> str:
        address = posixpath.relpath(relative(module, match[1]), posixpath.dirname(target))
        return f'import("{address if address.startswith(".") else "./" + address}")'

    parts = (
        LOADED_LATER.sub(lambda match, module=module: later(module, match), EXPORT.sub("", IMPORT.sub("", text)))
        for module, text in modules(name).items()
    )
    return "".join(f"{_lean(part, LINE_COMMENT)}\n" for part in parts)


def scripts_of(name: str) -> list[str]:
    """The texts of the scripts that stand beside a file of words."""
    folder = posixpath.dirname(name)
    found = {
        posixpath.join(folder, Path(path).name)
        for finder in finders.get_finders()
        if not isinstance(finder, BundleFinder)
        for path, _storage in finder.list([])
        if posixpath.dirname(path) == folder and path.endswith(".js")
    }
    return [source(path) for path in sorted(found)]


def message_ids(text: str) -> list[str]:
    """The ids of the messages that a script shows."""
    return [json.loads(f'"{found}"') for found in MESSAGE.findall(text)]


def words_script(name: str) -> str:
    """The words of a room's scripts as a module: `gettext("id")` gives the word in the language of the page."""
    ids = sorted({found for text in scripts_of(name) for found in message_ids(text)})
    languages = [code for code, _label in settings.LANGUAGES if code != "en"]
    tables = {code: {each: translations(WORDS[name], code)[each] for each in ids} for code in languages}
    return WORDS_SCRIPT % json.dumps(tables, ensure_ascii=False, sort_keys=True)


@cache
def translations(room: str, language: str) -> dict[str, str]:
    path = settings.BASE_DIR / "locale" / room / to_locale(language) / "LC_MESSAGES" / "django.po"
    return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}


def made(name: str) -> str:
    """The text of a made file."""
    if name in WORDS:
        return words_script(name)
    return (style if name.endswith(".css") else script)(BUNDLES[name], name)


def written(name: str) -> Path:
    """The made file on the disk, as its sources are now."""
    path, text = Path(settings.BUNDLES_ROOT) / name, made(name)
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)  # whoever reads it meanwhile reads the old one or the new one
    return path


class BundleFinder(finders.BaseFinder):
    """Finds the made files, for `collectstatic` and for the server of developers."""

    def check(self, **kwargs: object) -> list[object]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str]:
        if path not in BUNDLES and path not in WORDS:
            return []
        found = str(written(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(location=settings.BUNDLES_ROOT)
        for name in (*BUNDLES, *WORDS):
            written(name)
            yield name, storage
