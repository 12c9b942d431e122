"""What a figure is worth, by one scheme for all: its kind, what it covers, how new, how comparable, what it does not say."""

from dataclasses import dataclass

from portal.board.enums import Caution, Caveat, Comparability, Coverage, Standing, Timeliness


@dataclass(frozen=True, kw_only=True)
class Quality:
    """From what is known of the figure; every line follows from that alone."""

    is_drawn: bool
    is_enough: bool
    is_whole: bool
    is_defined: bool
    is_late: bool
    is_anew: bool
    has_interval: bool
    caveats: tuple[Caveat, ...] = ()

    @property
    def standing(self) -> Standing:
        if not (self.is_enough and self.is_whole):
            return Standing.DEVELOPING
        return Standing.PORTAL if self.is_drawn else Standing.OFFICIAL

    @property
    def coverage(self) -> Coverage:
        if not self.is_whole:
            return Coverage.PARTIAL
        if Caveat.VOLUNTARY in self.caveats:
            return Coverage.ANSWERED
        if self.is_drawn:
            return Coverage.RECORDED
        return Coverage.DEFINED if self.is_defined else Coverage.UNSAID

    @property
    def timeliness(self) -> Timeliness:
        return Timeliness.LATE if self.is_late else Timeliness.CURRENT

    @property
    def comparability(self) -> Comparability:
        if self.is_anew:
            return Comparability.ANEW
        return Comparability.STEADY if self.is_defined else Comparability.UNSAID

    @property
    def cautions(self) -> list[Caution]:
        held = {
            Caution.RESIDENTS: Caveat.VOLUNTARY in self.caveats,
            Caution.SMALL_STEPS: self.has_interval,
            Caution.OTHER_GROUPS: not self.is_whole,
            Caution.OTHER_PLACES: True,
        }
        return [caution for caution, is_held in held.items() if is_held]
