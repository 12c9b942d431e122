"""Which step may follow which: a step is a row of a table, and nothing else decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.procedure.refusals import Kind, Refused

# Where a row stands before it is there, and the target of a step that leaves it where it stands.
NOWHERE = STAYS = ""


@dataclass(frozen=True, slots=True)
class Step:
    """`needs`: what it is not taken without, and the words that ask for it.

    `apart`: steps, as the ledger names them, that bar whoever took one of them from this one.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    actor: str = ""
    needs: Mapping[str, str] = field(default_factory=dict)
    apart: tuple[str, ...] = ()

    def check_needs(self, given: Mapping[str, object]) -> None:
        """Refuse for what is needed and blank."""
        for name, words in self.needs.items():
            if not str(given.get(name) or "").strip():
                raise Refused(Kind.UNFIT, words, field=name)


@dataclass(frozen=True)
class Table:
    """The steps of one kind of row, in the order in which they are offered.

    `name` is how the ledger calls it, `field` holds where the row stands, one of `states`. Where no column does, that
    follows from what is written, and `field` is a property. `revision` counts what was saved, where a row has it.
    """

    name: str
    states: type[StrEnum]
    steps: tuple[Step, ...]
    field: str = "state"
    is_stored: bool = True
    revision: str = ""

    def __getitem__(self, name: str) -> Step:
        """The row of a step. One that no row names is an error of the program."""
        return {step.name: step for step in self.steps}[name]

    def is_open(self, name: str, state: str) -> bool:
        """Whether the step follows from where the row stands."""
        return state in self[name].sources

    def after(self, name: str, state: str) -> str:
        """Where the row stands after the step, or the refusal that says where it stands."""
        if not self.is_open(name, state):
            raise self.closed(name, state)
        return self[name].target or state

    def written(self, name: str, state: str) -> dict[str, str]:
        """What the step writes of itself."""
        after = self.after(name, state)
        return {self.field: after} if self.is_stored else {}

    def closed(self, name: str, state: str) -> Refused:
        """The refusal of a step that is not open, in the words of where the row stands."""
        words = getattr(self.states(state), "label", "") if state else ""
        return Refused(Kind.CLOSED, words, field=self.field, items=(name, state))

    def open_steps(self, state: str, actor: str = "") -> tuple[Step, ...]:
        """What may follow from a state, of one kind of actor where given."""
        return tuple(step for step in self.steps if state in step.sources and (not actor or step.actor == actor))

    @property
    def beginnings(self) -> frozenset[str]:
        """The states in which a row may begin."""
        return frozenset(step.target for step in self.open_steps(NOWHERE))
