"""200,000 answers and five years of events in the database of a running portal, and what the bench asks for there."""

import json
import random

from bench.board_rows import fill as fill_board
from bench.meeting import ANSWERS
from bench.outreach_rows import fill as fill_events
from bench.outreach_rows import session
from bench.phones import RESIDENT
from campaigns.models import Event
from portal.accounts.roles import Role
from portal.directory.models import Area
from surveys.enums import Channel, Mode, Tier, WaveState
from surveys.models import PendingTally, Response, Wave
from surveys.operations.tallying import fold_answers

BATCH = 2000


def fill() -> None:
    """Straight into the tables: what is measured is reading, and answering beside it."""
    waves = [Wave.objects.filter(state=state, version__isnull=False).first() for state in ("open", "closed")]
    for wave in waves:
        _answer(wave, ANSWERS // len(waves))
        fold_answers(wave=wave)
    if not Event.objects.filter(title__startswith="演示：第").exists():
        fill_events()
    fill_board()


def _answer(wave: Wave, count: int) -> None:
    chance, areas = random.Random(wave.pk), list(Area.objects.all())
    choices = {item.id: [option.code for option in item.options] for item in wave.version.questionnaire.questions}
    for _ in range(0, count, BATCH):
        rows = [_row(wave, choices, chance, areas) for _ in range(BATCH)]
        Response.objects.bulk_create(rows)
        PendingTally.objects.bulk_create([PendingTally(response=row) for row in rows])


def _row(wave: Wave, choices: dict[str, list[str]], chance: random.Random, areas: list[Area]) -> Response:
    area = chance.choice(areas)
    answers = {name: [chance.choice(choices.get(name) or [given])] for name, given in RESIDENT.items()}
    return Response(
        wave=wave,
        version=wave.version,
        key_digest=f"{chance.getrandbits(256):064x}",
        area=area,
        mode=Mode.OWN_PHONE,
        channel=Channel.OPEN,
        tier=Tier.OPEN,
        answers=answers | {"q_home": [area.code]},
    )


def tell() -> None:
    """What the bench reads."""
    fill()
    opened, closed = (Wave.objects.filter(state=state).first() for state in (WaveState.OPEN, WaveState.CLOSED))
    facts = {
        "slug": opened.survey.slug,
        "open": str(opened.public_id),
        "closed": str(closed.public_id),
        "reviewer": session(Role.DISTRICT_REVIEWER),
    }
    print("facts", json.dumps(facts))
