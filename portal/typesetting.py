"""Documents set by typst, in a child process and in their turn: `typeset` asks, `python -m portal.typesetting` does it."""

import json
import sys
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from portal.confined import confine

FONTS = "pylopdf_fonts_zh_cn"
# What every font has, and what none has.
LATIN, NO_SIGN = 0x7F, "\U000f0000"
MEMORY, CPU_SECONDS, WALL_SECONDS = 1024**3, 60, 60


def typeset(source: Path, words: dict[str, str], *, kind: str = "pdf", **more: float) -> bytes:
    """What typst makes of a template and its words; `more` is a timestamp or a resolution (ppi)."""
    from portal import heavy  # noqa: PLC0415 - the child loads no Django

    asked = {"source": source.read_text(encoding="utf-8"), "words": words, "kind": kind, "more": more}
    done = heavy.child("portal.typesetting", data=json.dumps(asked).encode(), seconds=WALL_SECONDS)
    if done.returncode:
        raise RuntimeError(f"typst: {done.stderr.decode(errors='replace')[-2000:]}")
    return done.stdout


def fonts() -> str:
    """The folder of the only fonts that a document of ours is set in."""
    return str(files(FONTS))


def missing_signs(text: str) -> list[str]:
    """Signs of a text for which the fonts of our documents have no picture; each once, as they come."""
    blank = _picture(NO_SIGN)
    return [
        sign for sign in dict.fromkeys(text) if not sign.isspace() and ord(sign) > LATIN and _picture(sign) == blank
    ]


@lru_cache(maxsize=4096)
def _picture(sign: str) -> bytes:
    return bytes(_face().getmask(sign))


@lru_cache(maxsize=1)
def _face():  # type: ignore[no-untyped-def]
    from PIL import ImageFont  # noqa: PLC0415 - only who names a unit needs it

    return ImageFont.truetype(f"{fonts()}/NotoSansSC-Regular.otf", 20)


def compiled(asked: dict) -> bytes:
    import typst  # noqa: PLC0415 - megabytes; loaded confined

    return typst.compile(
        asked["source"].encode(),
        format=asked["kind"],
        font_paths=[fonts()],
        ignore_system_fonts=True,
        sys_inputs=asked["words"],
        **asked["more"],
    )


if __name__ == "__main__":  # pragma: no cover - the child
    confine(memory_bytes=MEMORY, cpu_seconds=CPU_SECONDS)
    sys.stdout.buffer.write(compiled(json.load(sys.stdin.buffer)))
