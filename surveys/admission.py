"""Who may answer a wave, and whose answers its figures are made of: one rule, asked at every door."""

from collections.abc import Mapping

from surveys.enums import Admission, Door, Refusal, Tier, Token

STAFF_DOORS = frozenset({Door.ASSISTED, Door.TELEPHONE, Door.PAPER})

# Answers by invitation come from people who were chosen; all others chose to come. The two are never added up in a wave
# that has both. An open wave has one pool, and each figure names who is in it.
COUNTED: Mapping[Admission, tuple[Tier, ...]] = {
    Admission.OPEN: tuple(Tier),
    Admission.INVITED: (Tier.INVITED,),
    Admission.APART: (Tier.INVITED,),
}


def refusal(admission: Admission | str, door: Door, token: Token) -> Refusal | None:
    """Why nobody may answer so; None where they may. ``token``: what became of the invitation that was shown."""
    if token == Token.FOREIGN:
        return Refusal.FOREIGN
    if token == Token.USED:
        return Refusal.USED
    if admission == Admission.INVITED and token == Token.NONE:
        return Refusal.STAFF if door in STAFF_DOORS else Refusal.STRANGER
    return None


def takes_strangers(admission: Admission | str) -> bool:
    """Whether people without an invitation may answer, by themselves or with help."""
    return admission != Admission.INVITED


def counted_tiers(admission: Admission | str) -> tuple[Tier, ...]:
    """The tiers that the figures of a wave are made of."""
    return COUNTED[Admission(admission)]


def apart_tiers(admission: Admission | str) -> tuple[Tier, ...]:
    """The tiers that are told apart, beside the figure."""
    return tuple(tier for tier in Tier if tier not in counted_tiers(admission))
