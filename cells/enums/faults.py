"""What can be wrong with a rubric file, with its words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RubricFault(TextChoices):
    NOT_YAML = "not_yaml", _("cannot be read as YAML")
    NOT_READABLE = "not_readable", _("has a part of the wrong shape")
    UNKNOWN_ENTRY = "unknown_entry", _("an entry that is not known")
    TOO_SMALL = "too_small", _("a number of at least this is needed")
    NO_BASIS = "no_basis", _("only with the number of the founding document may the trial end")
    LEVEL_ORDER = "level_order", _("levels go from the lowest to the highest")
    MISSING = "missing", _("a required entry is missing")
    TOTAL_NOT_100 = "total_not_100", _("scored blocks do not add up to 100")
    BLOCK_SUM = "block_sum", _("criteria do not add up to the points of their block")
    CODE_TWICE = "code_twice", _("a code appears twice")
    UNKNOWN_EVIDENCE = "unknown_evidence", _("unknown kind of evidence")
    UNKNOWN_METHOD = "unknown_method", _("unknown scoring method")
    METHOD_PARAMETERS = "method_parameters", _("parameters do not fit the scoring method")
    NOT_A_NUMBER = "not_a_number", _("a number above 0 is needed")
    PERFECT_UNREACHABLE = "perfect_unreachable", _("full points cannot be reached exactly")
