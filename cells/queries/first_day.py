"""What a scheme must have before units apply under it."""

from datetime import date

from cells.enums import RubricState
from cells.models import Rubric, Scheme, UnitType


def schemes_in_draft(_day: date) -> list[str]:
    """Schemes that rest on no document yet: all that is issued under them says so."""
    return [scheme.label for scheme in Scheme.objects.filter(is_draft=True)]


def kinds_without_a_rubric(_day: date) -> list[str]:
    """Kinds of unit under which nobody can apply, for want of a rubric in force."""
    in_force = Rubric.objects.filter(state=RubricState.PUBLISHED).values("unit_type")
    return [kind.label for kind in UnitType.objects.exclude(pk__in=in_force)]
