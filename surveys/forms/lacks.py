"""In words, what a figure lacks."""

from django.utils.translation import gettext as _


def lack_words(code: str, number: int | str | None) -> str:
    """What a figure lacks before, or when, it is published; ``number``: of what, or its names."""
    return {
        "open_flags": _("Flagged answers that nobody has decided on: %(n)s"),
        "unbalanced_scale": _("Satisfaction questions with more answers on one side than on the other: %(n)s"),
        "parts_unpublished": _("Figures that this one is made of and that are not published: %(n)s"),
        "inputs_changed": _("Answers, decisions or populations changed since it was prepared: prepare it again."),
        "part_missing": _("It will be published without a value: one of the figures that it is made of has none."),
        "too_few": _("It will be published as “too few answers”; usable answers: %(n)s"),
        "population_unknown": _("It will be published unweighted: the population has no number of people for %(n)s"),
        "unweighted": _("It will be published unweighted, and says so."),
    }[code] % {"n": number}
