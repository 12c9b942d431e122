"""Scales that are ready to be picked, and scales that are known by the words of their answers."""

from collections.abc import Mapping, Sequence
from typing import Any

WAY_OUT = ("unclear", None, "不清楚", "I cannot say")
# code -> its steps: code, strength, words.
LIBRARY: Mapping[str, Sequence[tuple[str, int | None, str, str]]] = {
    "satisfaction": (
        ("satisfied", 2, "满意", "Satisfied"),
        ("fairly_satisfied", 1, "比较满意", "Fairly satisfied"),
        ("rather_dissatisfied", -1, "不太满意", "Rather dissatisfied"),
        ("dissatisfied", -2, "不满意", "Dissatisfied"),
        WAY_OUT,
    ),
    "satisfaction_middle": (
        ("very_satisfied", 2, "非常满意", "Very satisfied"),
        ("satisfied", 1, "满意", "Satisfied"),
        ("middle", 0, "一般", "Neither"),
        ("dissatisfied", -1, "不满意", "Dissatisfied"),
        ("very_dissatisfied", -2, "非常不满意", "Very dissatisfied"),
        WAY_OUT,
    ),
    "agreement": (
        ("agree", 2, "同意", "Agree"),
        ("rather_agree", 1, "比较同意", "Rather agree"),
        ("rather_disagree", -1, "不太同意", "Rather disagree"),
        ("disagree", -2, "不同意", "Disagree"),
        WAY_OUT,
    ),
    "quality": (
        ("good", 2, "好", "Good"),
        ("fairly_good", 1, "比较好", "Fairly good"),
        ("rather_bad", -1, "不太好", "Rather bad"),
        ("bad", -2, "不好", "Bad"),
        WAY_OUT,
    ),
    "ease": (
        ("easy", 2, "方便", "Easy"),
        ("fairly_easy", 1, "比较方便", "Fairly easy"),
        ("rather_hard", -1, "不太方便", "Rather hard"),
        ("hard", -2, "不方便", "Hard"),
        WAY_OUT,
    ),
}
UNSURE = frozenset({"不清楚", "说不清", "说不清楚", "不了解", "不知道", "无法评价", "难说"})
SPELLINGS = str.maketrans({"很": "非", "较": "比"})


def scale(name: str) -> list[dict[str, Any]]:
    """A scale of the library as a definition holds it. KeyError where there is none."""
    return [
        {"code": code, "text": {"zh": zh, "en": en}, **({} if strength is None else {"polarity": strength})}
        for code, strength, zh, en in LIBRARY[name]
    ]


def scale_of_words(words: Sequence[str]) -> tuple[str, list[dict[str, Any]], bool] | None:
    """Name and steps of the scale with these answers, and whether they had its way out; it is added where they had not."""
    said = [_plain(word) for word in words]
    is_whole = bool(said) and words[-1].strip() in UNSURE
    for name, steps in LIBRARY.items():
        known = [_plain(zh) for _, strength, zh, _ in steps if strength is not None]
        if (said[:-1] if is_whole else said) == known:
            return name, scale(name), is_whole
    return None


def _plain(word: str) -> str:
    """很满意, 非常满意; 较满意, 比较满意, 基本满意; 较不满意, 不太满意 are each one step."""
    bare = word.strip().replace("非常", "很").replace("基本", "比较").replace("较不", "不太").replace("比不太", "不太")
    return bare.replace("比较", "较")
