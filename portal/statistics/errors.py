"""What can be wrong with a sample, its margins or a request; every error has a code and a message for people."""

from typing import ClassVar


class StatisticsError(Exception):
    """Base of all errors of the package; ``code`` is stable and may be stored or compared."""

    code: ClassVar[str] = "STATISTICS_ERROR"


class InvalidInputError(StatisticsError):
    """A description or a value that cannot be read: unknown column, text where a number is needed."""

    code = "INVALID_INPUT"


class UnsupportedError(StatisticsError):
    """A request of a kind that this package does not know."""

    code = "UNSUPPORTED"


class MarginTotalsError(StatisticsError):
    """The totals of two margins differ by more than the tolerance."""

    code = "MARGIN_TOTALS_INCONSISTENT"


class MissingMarginValueError(StatisticsError):
    """A respondent has no value of a margin variable."""

    code = "MISSING_MARGIN_VALUE"


class UnknownCategoryError(StatisticsError):
    """A respondent is in a category that the margin lacks or gives population 0."""

    code = "UNKNOWN_CATEGORY"


class EmptyMarginCategoryError(StatisticsError):
    """A category with population has no respondent; it must be collapsed with another one."""

    code = "EMPTY_MARGIN_CATEGORY"


class NotConvergedError(StatisticsError):
    """No weights meet all margins within the tolerance."""

    code = "RAKING_NOT_CONVERGED"


class TrimmingError(StatisticsError):
    """No weights inside the caps keep the total or the margins."""

    code = "TRIMMING_INFEASIBLE"


class LonelyPsuError(StatisticsError):
    """A stratum has one primary sampling unit, so its variance cannot be estimated."""

    code = "LONELY_PSU"
