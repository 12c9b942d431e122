"""Text as people paste it, and what is kept of it."""

import re
import unicodedata

# Control signs, invisible format signs (marks of direction among them), halves of a sign, what is no sign at all.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn"})
# Digits and letters of double width; Chinese punctuation of double width is right as it stands.
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_MARK = re.compile(r"\((?:必填|选填|必填项|选填项|required|optional)\)|\[(?:required|optional)\]|[*:]")
_BRACKETS = re.compile(r"\([^()]*\)$")


def clean_text(text: str) -> str:
    """What a person sees of it: nothing invisible, digits and letters of plain width, each line break once."""
    lines = ("".join(filter(_is_seen, line)).translate(_NARROW).split() for line in text.splitlines())
    return "\n".join(" ".join(words) for words in lines if words)


def _is_seen(sign: str) -> bool:
    return sign == "\t" or unicodedata.category(sign) not in _UNSEEN


def narrow_text(text: str) -> str:
    """For figures, days and codes: every sign of plain width."""
    return unicodedata.normalize("NFKC", clean_text(text))


def plain_text(text: str) -> str:
    """The same without blanks."""
    return "".join(narrow_text(text).split())


def label_form(text: str) -> str:
    """A name as it is compared: how it is spaced, marked as required or capitalised makes no difference."""
    return _MARK.sub("", plain_text(text).casefold())


def short_label(text: str) -> str:
    """A head without what its last brackets add, as 人数（人）."""
    return _BRACKETS.sub("", label_form(text))
