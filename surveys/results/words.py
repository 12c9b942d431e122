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


def common_words(texts: Iterable[str]) -> list[tuple[str, int]]:
    """Words and the number of texts that hold them, the most common first; nothing where it takes too long."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "surveys.results.words"],
            input=json.dumps(list(texts)),
            capture_output=True,
            text=True,
            timeout=SECONDS,
            cwd=ROOT,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return []
    return [(word, number) for word, number in json.loads(done.stdout)]


def counted(texts: Iterable[str]) -> list[tuple[str, int]]:
    import rjieba  # noqa: PLC0415 - in its own process only

    words: Counter[str] = Counter()
    for text in texts:
        words.update({word for word in rjieba.cut(text) if len(word) >= SHORTEST and word.isalpha()})
    found = [(word, number) for word, number in words.items() if number >= FEWEST]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:MOST]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(counted(json.load(sys.stdin))))
