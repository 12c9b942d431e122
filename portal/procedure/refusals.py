"""Why a step is not taken, in the one shape that the portal answers with one page."""

from collections.abc import Iterable
from enum import StrEnum


class Kind(StrEnum):
    """What is in the way. Whose step it is not is Django's own PermissionDenied, answered with 403."""

    CLOSED = "closed"  # it does not follow from where the matter stands
    STALE = "stale"  # somebody saved in the meantime
    UNFIT = "unfit"  # something that it needs is not there, or not right


STATUS = {Kind.CLOSED: 409, Kind.STALE: 409, Kind.UNFIT: 422}


class Refused(Exception):  # noqa: N818 - what became of the step, said as a person says it
    """The words are for the person; `field` is what they are about, `items` are the parts that are meant."""

    def __init__(self, kind: Kind, words: str = "", field: str = "", items: Iterable[object] = ()) -> None:
        super().__init__(kind, words, field)
        self.kind, self.words, self.field, self.items = kind, words, field, tuple(items)

    def __str__(self) -> str:
        return f"{self.kind} {self.field}: {self.words}"

    @property
    def status(self) -> int:
        """How the web says it."""
        return STATUS[self.kind]
