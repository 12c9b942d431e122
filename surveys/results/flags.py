"""Flagged answers as whoever decides meets them: those that one look can judge, together, with what the sign saw."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from portal.procedure.digests import digest_of
from surveys.enums import FlagKind
from surveys.models import Flag, Wave
from surveys.queries import flags_of

SHOWN = 25  # single flags of a group that can be picked out
TEXT = 200  # signs of a repeated text
KEY = 16


@dataclass(frozen=True)
class Group:
    """``seconds``: shortest and longest that the forms were open; ``hours``: the first and the last; ``text``: repeated words."""

    key: str
    kind: str
    place: str
    how: str
    flags: Sequence[Flag]
    seconds: tuple[int, int] | None
    hours: tuple[str, str] | None
    text: str

    @property
    def shown(self) -> Sequence[Flag]:
        return self.flags[:SHOWN]

    @property
    def label(self) -> str:
        return str(FlagKind(self.kind).label)


def groups_of(wave: Wave, state: str) -> list[Group]:
    """By sign, place and, of repeated words, the words; the largest first."""
    names = [item.id for item in wave.version.questionnaire.questions if item.kind.is_words] if wave.version else []
    found: dict[tuple[str, ...], list[Flag]] = defaultdict(list)
    for flag in flags_of(wave).filter(state=state).order_by("pk"):
        found[_kept_together(flag, names)].append(flag)
    groups = [_group(about, flags) for about, flags in found.items()]
    return sorted(groups, key=lambda group: (-len(group.flags), group.kind, group.key))


def _kept_together(flag: Flag, names: Sequence[str]) -> tuple[str, ...]:
    """Kind, code of the place, how it came, day, words."""
    answer = flag.response
    is_text, is_burst = flag.kind == FlagKind.DUPLICATE, flag.kind == FlagKind.BURST
    text = "".join("".join(answer.answers.get(name, [""])[0].split()) for name in names) if is_text else ""
    place = answer.place.code if answer.place and not is_text else ""
    day = flag.seen.get("hour", "")[: len("2026-11-24")] if is_burst else ""
    return flag.kind, place, "" if is_text else answer.channel, day, text


def _group(about: tuple[str, ...], flags: Sequence[Flag]) -> Group:
    first = flags[0].response
    seconds = sorted(flag.seen["seconds"] for flag in flags if "seconds" in flag.seen)
    hours = sorted(flag.seen["hour"] for flag in flags if "hour" in flag.seen)
    return Group(
        digest_of(list(about))[:KEY],
        about[0],
        first.place.venue if first.place and about[1] else "",
        "" if about[1] or not about[2] else first.get_channel_display(),
        flags,
        (seconds[0], seconds[-1]) if seconds else None,
        (hours[0], hours[-1]) if hours else None,
        about[4][:TEXT],
    )
