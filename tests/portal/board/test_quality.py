"""What a figure is worth, by one scheme: each line follows from what is known of the figure."""

import pytest

from portal.board.enums import Caution, Caveat, Comparability, Coverage, Standing, Timeliness
from portal.board.targets.quality import Quality

# An office's figure with its definition: all else is said beside it.
PLAIN = {
    "is_drawn": False,
    "is_enough": True,
    "is_whole": True,
    "is_defined": True,
    "is_late": False,
    "is_anew": False,
    "has_interval": False,
}
SURVEY = {"is_drawn": True, "has_interval": True, "caveats": (Caveat.VOLUNTARY, Caveat.UNWEIGHTED)}
OFFICIAL, PORTAL, DEVELOPING = Standing
ROWS = [
    ({}, OFFICIAL, Coverage.DEFINED, Comparability.STEADY, []),
    ({"is_defined": False}, OFFICIAL, Coverage.UNSAID, Comparability.UNSAID, []),
    ({"is_anew": True}, OFFICIAL, Coverage.DEFINED, Comparability.ANEW, []),
    ({"is_drawn": True, "is_defined": False}, PORTAL, Coverage.RECORDED, Comparability.UNSAID, []),
    (SURVEY, PORTAL, Coverage.ANSWERED, Comparability.STEADY, [Caution.RESIDENTS, Caution.SMALL_STEPS]),
    ({**SURVEY, "is_enough": False}, DEVELOPING, Coverage.ANSWERED, Comparability.STEADY, [Caution.RESIDENTS, Caution.SMALL_STEPS]),
    (
        {**SURVEY, "is_whole": False},
        DEVELOPING,
        Coverage.PARTIAL,
        Comparability.STEADY,
        [Caution.RESIDENTS, Caution.SMALL_STEPS, Caution.OTHER_GROUPS],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("known", "standing", "coverage", "comparability", "cautions"), ROWS)
def test_each_line_follows_from_what_is_known(known, standing, coverage, comparability, cautions):
    quality = Quality(**PLAIN | known)
    assert (quality.standing, quality.coverage, quality.comparability) == (standing, coverage, comparability)
    assert quality.cautions == [*cautions, Caution.OTHER_PLACES]


@pytest.mark.parametrize(("is_late", "said"), [(False, Timeliness.CURRENT), (True, Timeliness.LATE)])
def test_a_figure_is_new_until_a_newer_one_is_due(is_late, said):
    assert Quality(**PLAIN | {"is_late": is_late}).timeliness == said
