"""Published answers to take away: a picture (SVG, PNG), a table (CSV), and the wave on one sheet of paper (PDF)."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from portal.clock import DISTRICT
from portal.directory.district import is_english
from portal.spreadsheets import csv_lines
from portal.typesetting import typeset
from surveys.models import Wave
from surveys.results.answers import Answers
from surveys.results.bars import whole

SOURCE = Path(__file__).with_name("results.typ")
RESOLUTION = 144.0
HIGHEST = 14  # bars of a question that fit on the sheet


def picture(wave: Wave, answers: Answers, kind: str) -> bytes:
    """One question; ``kind`` svg or png. It names the survey, the wave and how many answered, wherever it is shown."""
    more = {"ppi": RESOLUTION} if kind == "png" else {}
    return typeset(SOURCE, _words(wave, "picture", [answers]), kind=kind, **more)


def sheet(wave: Wave, figures: Sequence[dict[str, str]], told: Sequence[Answers], reply: Sequence[str]) -> bytes:
    """A4: the figures of the plan, the first lines of every question, what is done about it."""
    words = _words(wave, "sheet", [answers for answers in told if not answers.is_portrait])
    return typeset(SOURCE, words | {"figures": json.dumps(figures), "reply": json.dumps(reply)})


def answers_csv(told: Iterable[Answers]) -> Iterator[str]:
    """A line for each answer and each group of people that may be shown; what is hidden has no number.

    Where answers were put in order, the mean place of each stands beside who put it first.
    """
    told = list(told)
    ranked = [_("Mean place"), _("Interval from"), _("to"), "n"] if any(answers.ranks for answers in told) else []
    head = [
        _("Question asked"),
        _("Group"),
        _("Answer given"),
        _("Share in per cent"),
        _("Interval from"),
        _("to"),
        "n",
        *ranked,
    ]
    return csv_lines(head, (line for answers in told for line in _lines(answers)))


def _lines(answers: Answers) -> Iterator[list]:
    for bar in answers.bars:
        n = bar.number if answers.is_portrait else answers.n
        ends = [None if end is None else round(end, 1) for end in (bar.low, bar.high)]
        share = None if bar.value is None else bar.shown
        yield [answers.title, _("All"), bar.label, share, *ends, n, *_rank(answers, bar.label)]
    for rows in answers.tables.values():
        for label, cells in rows:
            shares = [*cells[:-1]] if cells else [(bar.label, "") for bar in answers.bars]
            for name, text in shares:
                yield [answers.title, label, name, text.removesuffix(" %"), "", "", cells[-1][1] if cells else ""]


def _rank(answers: Answers, label: str) -> list:
    """The mean place of the answer with its interval and its people; nothing of other questions."""
    return next(
        (
            [None, None, None, None]
            if rank.value is None
            else [*(round(each, 2) for each in (rank.value, rank.low, rank.high)), rank.n]
            for rank in answers.ranks
            if rank.label == label
        ),
        [],
    )


def _words(wave: Wave, what: str, told: Sequence[Answers]) -> dict[str, str]:
    survey = wave.survey
    days = [moment.astimezone(DISTRICT).strftime("%Y-%m-%d") for moment in (wave.opens_at, wave.closes_at)]
    return {
        "what": what,
        "title": survey.label,
        "wave": _("Wave %(number)s, answers from %(opens)s to %(closes)s")
        % {"number": wave.number, "opens": days[0], "closes": days[1]},
        "district": settings.DISTRICT.address_label if is_english() else settings.DISTRICT.full_name,
        "more": f"{settings.PORTAL_BASE_URL}",
        "sure": _(
            "The line on a bar: where the true number likely lies (%(level)s %% confidence). Who answered chose to."
        )
        % {"level": "95"},
        "done": _("What is done about it"),
        "questions": json.dumps([_question(answers) for answers in told], ensure_ascii=False),
        "figures": "[]",
        "reply": "[]",
    }


def _question(answers: Answers) -> dict:
    bars = answers.bars[:HIGHEST]
    return {
        "title": answers.title,
        "sentence": answers.sentence,
        "base": _base(answers) % {"n": answers.n},
        "bars": [
            {
                "label": bar.label,
                "value": bar.value,
                "words": "–" if bar.value is None else f"{whole(bar.value)} %",
                "low": bar.low,
                "high": bar.high,
            }
            for bar in bars
        ],
    }


def _base(answers: Answers) -> str:
    return _("%(n)s people answered; who put it first") if answers.ranks else _("%(n)s people answered")
