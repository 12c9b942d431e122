import pytest

from portal.cms.templatetags.marks import quarter_marks


@pytest.mark.parametrize(
    ("counts", "marks"),
    [
        ((3, 0, 0, 0), ["open", "open", "open"]),
        ((3, 1, 1, 0), ["verified", "held", "open"]),
        ((3, 3, 0, 1), ["verified", "verified", "verified", "planned"]),
        ((0, 0, 0, 0), []),
        ((3, 100, 20, 5), ["verified"] * 12),
        ((14, 13, 9, 0), ["verified"] * 13 + ["held"]),
    ],
)
def test_marks_of_a_quarter(counts, marks):
    assert quarter_marks(*counts) == marks
