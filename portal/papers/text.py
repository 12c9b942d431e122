"""The text of a cell, and names as they are compared."""

import re

from portal.text import narrow_text, typed_text

_MARK = re.compile(r"\((?:必填|选填|必填项|选填项|required|optional)\)|\[(?:required|optional)\]|[*:]")
_BRACKETS = re.compile(r"\([^()]*\)$")


def clean_text(text: str) -> str:
    """What a person sees of it, without blanks around and blank lines between."""
    lines = (line.split() for line in typed_text(text).split("\n"))
    return "\n".join(" ".join(words) for words in lines if words)


def plain_text(text: str) -> str:
    """Of plain width and without blanks."""
    return "".join(narrow_text(text).split())


def label_form(text: str) -> str:
    """A name as it is compared: how it is spaced, marked as required or capitalised makes no difference."""
    return _MARK.sub("", plain_text(text).casefold())


def short_label(text: str) -> str:
    """A head without what its last brackets add, as 人数（人）."""
    return _BRACKETS.sub("", label_form(text))
