"""Who may answer: door by rule by what became of the invitation, literally."""

import pytest

from surveys.admission import apart_tiers, counted_tiers, refusal, takes_strangers
from surveys.enums import Admission, Door, Refusal, Tier, Token

OPEN, INVITED, APART = Admission.OPEN, Admission.INVITED, Admission.APART
NONE, FRESH, USED, FOREIGN = Token.NONE, Token.FRESH, Token.USED, Token.FOREIGN
STRANGER, STAFF = Refusal.STRANGER, Refusal.STAFF
YES = None

TABLE = {
    (Door.ADDRESS, NONE): {OPEN: YES, INVITED: STRANGER, APART: YES},
    (Door.PLACE, NONE): {OPEN: YES, INVITED: STRANGER, APART: YES},
    (Door.BROKEN_CODE, NONE): {OPEN: YES, INVITED: STRANGER, APART: YES},
    (Door.ASSISTED, NONE): {OPEN: YES, INVITED: STAFF, APART: YES},
    (Door.TELEPHONE, NONE): {OPEN: YES, INVITED: STAFF, APART: YES},
    (Door.PAPER, NONE): {OPEN: YES, INVITED: STAFF, APART: YES},
    (Door.INVITATION, NONE): {OPEN: YES, INVITED: STRANGER, APART: YES},
    (Door.INVITATION, FRESH): {OPEN: YES, INVITED: YES, APART: YES},
    (Door.INVITATION, USED): {OPEN: Refusal.USED, INVITED: Refusal.USED, APART: Refusal.USED},
    (Door.INVITATION, FOREIGN): {OPEN: Refusal.FOREIGN, INVITED: Refusal.FOREIGN, APART: Refusal.FOREIGN},
}


@pytest.mark.parametrize(("door", "token"), TABLE)
@pytest.mark.parametrize("admission", Admission)
def test_each_door_under_each_rule_with_each_invitation(door, token, admission):
    assert refusal(admission, door, token) == TABLE[door, token][admission]


def test_the_table_names_every_door_and_every_state():
    assert {door for door, _ in TABLE} == set(Door)
    assert {token for _, token in TABLE} == set(Token)


def test_whose_answers_figures_are_made_of():
    everybody = (Tier.INVITED, Tier.PLACE, Tier.ASSISTED, Tier.OPEN)
    assert {rule: (counted_tiers(rule), apart_tiers(rule)) for rule in Admission} == {
        OPEN: (everybody, ()),
        INVITED: ((Tier.INVITED,), everybody[1:]),
        APART: ((Tier.INVITED,), everybody[1:]),
    }
    assert [takes_strangers(rule) for rule in Admission] == [True, False, True]
