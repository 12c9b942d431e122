"""Text, and names out of a list that people write nearly right."""

import difflib
import re
from collections.abc import Callable, Mapping

from portal.papers.errors import UnreadableError
from portal.papers.readers.reading import Reading
from portal.papers.text import clean_text, label_form

OFFERED = 3
LIKENESS = 0.6
SEVERAL = re.compile(r"[、,，;；\n]+")
Names = Mapping[str, object]


def text(cell: str) -> Reading:
    return Reading(clean_text(cell))


def choice(names: Names) -> Callable[[str], Reading]:
    """`names`: each word of either language with what it stands for. What is nearly right is offered, not guessed."""
    forms = {label_form(name): key for name, key in names.items()}

    def read(cell: str) -> Reading:
        word = clean_text(cell)
        form = label_form(word)
        if form and form not in forms:
            raise UnreadableError("choice", word=word, offers=offers(word, names))
        return Reading(forms.get(form, ""))

    return read


def choices(names: Names) -> Callable[[str], Reading]:
    """Several names in one cell; a name that holds a separator itself is one."""
    read_one = choice(names)
    forms = {label_form(name) for name in names}

    def read(cell: str) -> Reading:
        word = clean_text(cell)
        parts = [word] if label_form(word) in forms else SEVERAL.split(word)
        return Reading([read_one(part).value for part in parts if label_form(part)])

    return read


def offers(word: str, names: Names) -> list[str]:
    """Names that hold the word or are held by it first, then those that look like it; one for each thing named."""
    form = label_form(word)
    forms = {label_form(name): name for name in names}
    within = [other for other in forms if other and (form in other or other in form)]
    alike = difflib.get_close_matches(form, forms, OFFERED, LIKENESS)
    found: dict[object, str] = {}
    for other in (*within, *alike):
        found.setdefault(names[forms[other]], forms[other])
    return list(found.values())[:OFFERED]
