"""Which words come up in many texts: a help for people who sort them, never shown to others.

Run as ``python -m surveys.results.words`` with texts as a JSON list; the dictionary of the word splitter (jieba's, in
its Rust form) takes tens of megabytes, so it lives in a process of its own and goes with it.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20
SHORTEST, FEWEST, MOST = 2, 3, 30
HEADINGS, QUOTES = 8, 3
# Words that say that something is wished, not what.
EMPTY = frozenset(
    [
        "希望",
        "建议",
        "可以",
        "我们",
        "没有",
        "应该",
        "增加",
        "加强",
        "减少",
        "一些",
        "进行",
        "还是",
        "比较",
        "请问",
        "能够",
        "能不能",
        "是否",
        "多设",
        "几个",
        "一个",
        "有些",
        "现在",
        "觉得",
        "认为",
        "目前",
        "问题",
        "工作",
        "方面",
        "需要",
        "以及",
        "或者",
        "因为",
        "所以",
        "但是",
        "大家",
        "居民",
        "小区",
        "社区",
        "非常",
        "特别",
        "更多",
        "多点",
        "一点",
        "做好",
        "提高",
        "改进",
        "落实",
        "到位",
    ]
)


def common_words(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Words and the number of texts that hold them, the most common first; nothing where it takes too long."""
    return [(word, number) for word, number in _asked("words", texts)]


def suggested_headings(texts: Iterable[str]) -> list[tuple[str, int, list[str]]]:
    """Words that between them stand in most of the texts: the word, in how many, and some of them as they were written."""
    return [(word, number, quotes) for word, number, quotes in _asked("headings", texts)]


def _asked(what: str, texts: Iterable[str]) -> list:
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell, no text of users among the arguments
            [sys.executable, "-m", "surveys.results.words", what],
            input=json.dumps(list(texts)),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=ROOT,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return []
    return list(json.loads(done.stdout))


def counted(texts: Iterable[str]) -> list[tuple[str, int]]:
    words: Counter[str] = Counter()
    for text in texts:
        words.update(_words(text))
    found = [(word, number) for word, number in words.items() if number >= FEWEST]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:MOST]


def _words(text: str) -> set[str]:
    import rjieba  # noqa: PLC0415 - in its own process only

    return {word for word in rjieba.cut(text) if len(word) >= SHORTEST and word.isalpha()}


def headings(texts: Iterable[str]) -> list[tuple[str, int, list[str]]]:
    """One after the other the word that stands in most of the texts which no word before stands in."""
    said = list(texts)
    left = [(text, _words(text) - EMPTY) for text in said]
    found = []
    while len(found) < HEADINGS:
        words = Counter(word for _text, held in left for word in held)
        word, number = max(words.items(), key=lambda pair: (pair[1], len(pair[0]), pair[0]), default=("", 0))
        if number < FEWEST:
            break
        holding = list(dict.fromkeys(text for text, held in left if word in held))
        found.append((word, sum(word in text for text in said), holding[:QUOTES]))
        left = [(text, held) for text, held in left if word not in held]
    return found


if __name__ == "__main__":
    made = {"words": counted, "headings": headings}[sys.argv[1]]
    sys.stdout.write(json.dumps(made(json.load(sys.stdin))))
