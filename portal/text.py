"""Text as people type and paste it, and what of it is kept: the one rule for every door and every writer."""

import re
import unicodedata

# Control signs, invisible format signs (marks of direction among them), halves of a sign.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
# Fillers and a blank of dots: letters and signs by name, nothing to look at.
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_LINE_END = re.compile("\r\n?")
# How programs end a line inside a paragraph. Pasted into a field of one line it is a blank.
_SOFT_END = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
# What has a double width beside the plain one. Digits and letters are always meant plain; Chinese punctuation of
# double width is right as it stands, but for codes, addresses, days and numbers.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_NARROW = {code: plain for code, plain in _WIDE.items() if chr(plain).isalnum()}
# What XML, and so Office files and feeds, cannot hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

# Unbroken Chinese, and words of other scripts.
RUN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+")
_LATIN = re.compile(r"[^\W\u3400-\u9fff]+")


def seen_text(text: str) -> str:
    """Nothing invisible, each line break once and as one sign; every sign as wide as it was."""
    if text.isprintable() and _FILLERS.isdisjoint(text):
        return text
    lines = _LINE_END.sub("\n", text)
    return "".join(filter(_is_seen, _SOFT_END.sub("\n" if "\n" in lines else " ", lines)))


def typed_text(text: str) -> str:
    """`seen_text` with digits and letters of plain width, signs too where nothing else stands there: ９：００, ａ＠ｂ．ｃｎ."""
    narrow = seen_text(text).translate(_NARROW)
    plain = narrow.translate(_WIDE)
    return plain if plain.isascii() else narrow


def narrow_text(text: str) -> str:
    """For numbers, days and codes: every sign of plain width."""
    return unicodedata.normalize("NFKC", seen_text(text))


def folded_text(text: str) -> str:
    """As it is searched and compared: neither width nor capitals make a difference."""
    return narrow_text(text).casefold()


def terms(text: str) -> list[str]:
    """What a text is made of, each once: pairs and words first, then single signs."""
    folded = folded_text(text)
    runs = RUN.findall(folded)
    pairs = [run[place : place + 2] for run in runs for place in range(len(run) - 1)]
    return list(dict.fromkeys([*pairs, *_LATIN.findall(folded), *"".join(runs)]))


def xml_text(text: str) -> str:
    """For writers, whatever came through the doors: without the signs that XML cannot hold."""
    return _NOT_XML.sub("", text)


def _is_seen(sign: str) -> bool:
    return sign in "\t\n" or not (unicodedata.category(sign) in _UNSEEN or sign in _FILLERS or _is_none(sign))


def _is_none(sign: str) -> bool:
    """Sixty-six codes that are no signs and never will be. What is not yet in Python's tables may be a rare name's."""
    code = ord(sign)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - as Unicode numbers them
