"""What somebody meant who typed letters for signs, a sign of the same sound, or signs of another script."""

import os
import re
from collections.abc import Iterable
from functools import cache

from portal.text import RUN, folded_text

# Single signs suffice here; the phrases would take 30 MB of each worker.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
LETTERS = re.compile(r"[a-z]+")
SHORTEST_SOUND, SHORTEST_INITIALS, SHORTEST_SLIP = 4, 3, 4


@cache
def _converter():
    from opencc import OpenCC  # noqa: PLC0415 - for the few who need it

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional signs as the site writes them."""
    return _converter().convert(text) if RUN.search(text) else text


@cache
def syllables(name: str) -> tuple[str, ...]:
    """How each sign of a name sounds, without its tone."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - as above

    return tuple(lazy_pinyin("".join(RUN.findall(name)), errors="ignore"))


def meant(asked: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Names that sound like what was typed and are written otherwise, the longest first; mostly none.

    Letters are taken as whole syllables, or as their initials where they are three at least: laji, ljfl. Three signs
    and more are compared by sound: 拉圾分类 is 垃圾分类; of four and more one may be another.
    """
    folded = folded_text(asked)
    parts = folded.split()
    if len(parts) > 1 and all(map(LETTERS.fullmatch, parts)):
        # Each piece may be the initials or the sound of a word of its own: wjdc jieguo.
        names = list(names)
        return list(dict.fromkeys(name for part in [*parts, "".join(parts)] for name in meant(part, names, most)))[
            :most
        ]
    typed = folded.replace(" ", "")
    if not typed:
        return []
    letters = typed if LETTERS.fullmatch(typed) else ""
    sound = () if letters else syllables(typed)
    found = {
        name
        for name in names
        if name not in typed and (_sounds_like(letters, sound, syllables(name)) or _is_slip(typed, name))
    }
    return sorted(found, key=lambda name: (-len(name), name))[:most]


def spelled(asked: str, known: Iterable[str], names: Iterable[str], most: int = 3) -> list[str]:
    """Names that letters spell by their sound, whole or word by word, where nothing known does: dianchi, yaopin guoqi."""
    parts, known = folded_text(asked).split(), list(known)
    if not all(map(LETTERS.fullmatch, parts)):
        return []
    unknown = [part for part in parts if len(part) >= SHORTEST_SOUND and not meant(part, known)]
    heard = [(name, "".join(syllables(name))) for name in names] if unknown or len(parts) > 1 else []
    whole = [name for name, sound in heard if sound.startswith("".join(parts))]
    found = whole or {name for name, sound in heard if any(sound.startswith(part) for part in unknown)}
    return sorted(found, key=lambda name: (len(name), name))[:most]


def _sounds_like(letters: str, sound: tuple[str, ...], name: tuple[str, ...]) -> bool:
    if len(name) < 2:  # noqa: PLR2004 - one sign sounds like hundreds
        return False
    whole, initials = "".join(name), "".join(syllable[0] for syllable in name)
    if letters:
        near = len(letters) >= SHORTEST_SOUND and (whole.startswith(letters) or letters.startswith(whole))
        return near or (len(letters) >= SHORTEST_INITIALS and letters == initials)
    return len(name) >= SHORTEST_SOUND - 1 and any(
        sound[place : place + len(name)] == name for place in range(len(sound) - len(name) + 1)
    )


def _is_slip(typed: str, name: str) -> bool:
    """One sign of four or more is another: 跳骚市场."""
    length = len(name)
    if length < SHORTEST_SLIP or not RUN.fullmatch(name):
        return False
    windows = (typed[place : place + length] for place in range(len(typed) - length + 1))
    return any(sum(one != other for one, other in zip(window, name, strict=True)) == 1 for window in windows)
