"""Words of the source into the catalogues: for developers, by Babel, without system gettext."""

import io
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.template import templatize

from portal.cms.bundles import message_ids
from portal.cms.catalogues import LANGUAGES, Word, catalogue_path, room_of, updated
from portal.manifests import manifests

# Which argument is which: (context, singular, plural), counted from 0.
SHAPES = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}


class Command(BaseCommand):
    help = "Update locale/<room>/<language>: new ids come with an empty Chinese, gone ones go."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("rooms", nargs="*", help="only these rooms")
        parser.add_argument("--check", action="store_true", help="write nothing; fail when something would change")

    def handle(self, *args, rooms, check, **options):
        words = collected_words(settings.BASE_DIR)
        changed = [
            path
            for room, found in sorted(words.items())
            if not rooms or room in rooms
            for path in changed_catalogues(settings.BASE_DIR, room, found, write=not check)
        ]
        for path in changed:
            self.stdout.write(str(path.relative_to(settings.BASE_DIR)))
        if check and changed:
            raise SystemExit(1)


def changed_catalogues(root: Path, room: str, words: list[Word], *, write: bool) -> Iterator[Path]:
    for language in LANGUAGES:
        path = catalogue_path(root, room, language)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = str(updated(polib.pofile(before) if before else polib.POFile(), words, language))
        if not after.endswith("\n"):
            after += "\n"
        if after != before:
            if write:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(after, encoding="utf-8")
            yield path


def collected_words(root: Path) -> dict[str, list[Word]]:
    """The words of every room, from the files that git knows or would take."""
    words = defaultdict(list)
    for path in source_files(root):
        words[room_of(path)].extend(words_in((root / path).read_text(encoding="utf-8"), path))
    return words


def source_files(root: Path) -> list[Path]:
    folders = ("portal", "templates", *(manifest.room for manifest in manifests() if manifest.is_job))
    listed = subprocess.run(  # noqa: S603 - a fixed command
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *folders],  # noqa: S607 - git of the path
        cwd=root,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    paths = [Path(line) for line in listed if "/migrations/" not in line and (root / line).is_file()]
    return sorted(path for path in paths if path.suffix in (".py", ".js") or path.parts[0] == "templates")


def words_in(source: str, path: Path) -> Iterator[Word]:
    if path.suffix == ".js":
        yield from (Word(str(path), found) for found in message_ids(source))
        return
    if path.suffix != ".py":
        # In brackets the indentation of a template means nothing to the tokenizer.
        source = f"(\n{templatize(source, origin=str(path))}\n)"
    for _line, function, arguments, _comments in extract_python(
        io.BytesIO(source.encode()), SHAPES, [], {"encoding": "utf-8"}
    ):
        given = arguments if isinstance(arguments, tuple) else (arguments,)
        context, singular, plural = ("" if at is None else given[at] or "" for at in SHAPES[function])
        if singular:
            yield Word(str(path), singular, plural, context)
