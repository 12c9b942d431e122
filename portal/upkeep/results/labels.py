"""The words of the page: what each line is about, how it stands, and what a person does about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from portal.health import Health, Line, State
from portal.manifests import declared
from portal.upkeep.queries.duties import every_duty

# The state that colours a chip (face.md), and its word.
CHIPS = {
    State.OK: ("met", _("In order")),
    State.WARNING: ("watch", _("Look after it")),
    State.FAILING: ("not_met", _("Fails")),
}
DUTY_TROUBLES = {
    "failed": (
        _("Failures in a row: %(times)s."),
        _("Look at the journal of portal-worker, and run the command by hand: manage.py %(duty)s."),
    ),
    "late": (
        _("It should have begun %(minutes)s min ago."),
        _("When all are late, start the background work again: systemctl restart portal-worker."),
    ),
}


@dataclass(frozen=True)
class Row:
    """A line as a person reads it."""

    label: str
    state: str
    chip: str
    words: str
    advice: str


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """What needs a person first, the gravest before all."""
    gravity = [State.FAILING, State.WARNING, State.OK]
    said = {health.name: health for health in declared("health")} | {
        f"duty {duty.name}": Health(0, duty.name, duty.label, "", DUTY_TROUBLES) for duty in every_duty()
    }
    placed = sorted(lines, key=lambda line: (gravity.index(line.state), said[line.name].order))
    return [_row(line, said[line.name]) for line in placed]


def _row(line: Line, health: Health) -> Row:
    state, chip = CHIPS[line.state]
    words, advice = (health.holds, "") if line.word == "ok" else health.troubles[line.word]
    values = {**line.values, "duty": line.duty}
    return Row(str(health.label), state, str(chip), str(words) % values, str(advice) % values)
