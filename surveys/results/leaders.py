"""What the one sheet of paper says beside the questions: the figures of the plan and what was promised."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.models import Commitment, Wave
from surveys.queries import PublishedEstimate, published
from surveys.results.published import published_in

MOST = 6  # lines


def figures_in_words(wave: Wave) -> list[dict[str, str]]:
    """The main figures with their value and, in plain words, how sure they are."""
    return [
        _in_words(figure) for figure in map(published, published_in(wave)) if figure.is_main and not figure.suppressed
    ]


def _in_words(figure: PublishedEstimate) -> dict[str, str]:
    unit = _("points") if figure.is_mean else "%"
    span = {"low": f"{figure.low:.0f}", "high": f"{figure.high:.0f}"}
    words = _("the true value likely lies between %(low)s and %(high)s") % span
    return {"name": figure.name, "value": f"{figure.value:.1f} {unit}", "words": words}


def promises_in_words(wave: Wave) -> list[str]:
    """What the district answered, one line each; of a wave from before, its one text."""
    rows = [row for row in wave.commitments.select_related("office") if row.answer]
    if rows:
        return [_promise(row) for row in rows[:MOST]]
    is_english = (get_language() or "").startswith("en")
    reply = (wave.reply_en if is_english else "") or wave.reply
    return [line.strip() for line in reply.splitlines() if line.strip()][:MOST]


def _promise(row: Commitment) -> str:
    day = row.finished_on or row.due_on
    facts = [row.office.label if row.office else "", row.get_state_display(), day.isoformat() if day else ""]
    return _("%(concern)s: %(answer)s (%(facts)s)") % {
        "concern": row.concern_words,
        "answer": row.answer_words,
        "facts": _(", ").join(fact for fact in facts if fact),
    }
