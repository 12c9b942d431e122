"""Contrast of every pair of colours that meet, in all palettes (WCAG 2.2: 4.5 and 3; high contrast 7)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[3] / "portal/static/portal/css"
TOKENS = (CSS / "tokens.css").read_text()
STATES = ("met", "watch", "not-met", "information", "none")

TEXT = [
    *((word, ground) for word in ("ink", "ink-soft", "brand", "brand-deep") for ground in ("paper", "surface")),
    ("ink", "brand-mist"),
    ("ink-soft", "brand-mist"),
    ("brand-deep", "brand-mist"),
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("on-band", "band"),
    ("on-band-soft", "band"),
    ("ink-soft", "none-mist"),
    *((state, ground) for state in STATES for ground in ("paper", "surface", f"{state}-mist")),
    *(("ink", f"{state}-mist") for state in STATES),
    ("surface", "met"),
    ("surface", "not-met"),
]
EDGES = [("edge", "paper"), ("edge", "surface"), ("focus", "paper"), ("focus", "surface"), ("accent", "paper")]


def colours(block):
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def block(selector):
    start = TOKENS.index(selector + " {") + len(selector)
    return colours(TOKENS[start : TOKENS.index("}", start)])


LIGHT = block(":root")
PALETTES = {
    "light": LIGHT,
    "dark": LIGHT | block(':root[data-contrast="dark"]'),
    "high": LIGHT | block(':root[data-contrast="high"]'),
}


def luminance(colour):
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_ratio_of_known_pairs():
    assert round(ratio("#000000", "#ffffff"), 2) == 21
    assert round(ratio("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("word", "ground"), TEXT)
def test_text_can_be_read(palette, word, ground):
    least = 7 if palette == "high" else 4.5
    assert ratio(PALETTES[palette][word], PALETTES[palette][ground]) >= least


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_can_be_seen(palette, edge, ground):
    assert ratio(PALETTES[palette][edge], PALETTES[palette][ground]) >= 3


def test_the_device_s_dark_is_our_dark():
    assert block(':root[data-contrast="auto"]') == block(':root[data-contrast="dark"]')


def test_palettes_are_whole():
    for selector in ('"dark"', '"high"'):
        assert block(f":root[data-contrast={selector}]").keys() == LIGHT.keys()


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_style_files_keep_their_budget_and_take_colours_from_tokens(path):
    text = path.read_text()
    assert len(text.splitlines()) <= 250
    # Wagtail's pages know no token of ours: cms.css says to it what our marks are.
    if path.name not in {"tokens.css", "print.css", "cms.css"}:
        own = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", text)) - {"#ffffff"}
        assert own == set()
