"""The words of the board: kinds of target, states, verdicts, where a figure comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TargetKind(models.TextChoices):
    REACH = "reach", _("Reach a value")
    HOLD = "hold", _("Hold a line")
    CAP = "cap", _("Stay under a cap")
    TREND = "trend", _("Keep a direction")
    MILESTONE = "milestone", _("Reach a milestone")
    CITY_RULE = "city_rule", _("Meet what the city sets")
    NOT_APPLICABLE = "not_applicable", _("Does not apply here")
    SET_ELSEWHERE = "set_elsewhere", _("Set outside the district")


class Operator(models.TextChoices):
    AT_LEAST = "ge", _("at least")
    MORE_THAN = "gt", _("more than")
    AT_MOST = "le", _("at most")
    BETWEEN = "between", pgettext_lazy("target", "between")


class State(models.TextChoices):
    MET = "met", _("Met")
    ON_THE_WAY = "on_the_way", _("On the way")
    NOT_MET = "not_met", _("Not met")
    NOT_COMPARABLE = "not_comparable", _("Nothing to compare with yet")
    TOO_FEW = "too_few", _("Too few answers")
    PARTIAL = "partial", _("Not all groups counted")
    NO_FIGURE = "no_figure", pgettext_lazy("state", "No figure yet")
    SET_ELSEWHERE = "set_elsewhere", _("Set by the city")
    NOT_APPLICABLE = "not_applicable", _("Does not apply")


TONES = {
    State.MET: "met",
    State.ON_THE_WAY: "information",
    State.NOT_MET: "not_met",
    State.NOT_COMPARABLE: "information",
    State.TOO_FEW: "watch",
    State.PARTIAL: "watch",
    State.NO_FIGURE: "none",
    State.SET_ELSEWHERE: "none",
    State.NOT_APPLICABLE: "none",
}


class Certainty(models.TextChoices):
    WHOLE_INTERVAL = "whole_interval", _("The whole interval meets the target.")
    POINT_ONLY = "point_only", _("The figure meets the target; its interval also reaches below it.")


class Verdict(models.TextChoices):
    REACHED = "reached", _("Reached")
    UNDER_WAY = "under_way", _("Under way")
    NOT_REACHED = "not_reached", _("Not reached")


class Origin(models.TextChoices):
    ENTERED = "entered", _("Entered by the responsible department")
    DERIVED = "derived", _("Drawn from the records of this portal")
    OUTSIDE = "outside", _("Measured by others, outside of this portal")


class Group(models.TextChoices):
    """Whom a figure may speak of."""

    GOVERNMENT = "government", _("Government")
    ENTERPRISES = "enterprises", _("Enterprises and institutions")
    ORGANISATIONS = "organisations", _("Environmental NGOs")
    PUBLIC = "public", pgettext_lazy("group", "The public")


class Caveat(models.TextChoices):
    """What a figure does not say, however well it looks."""

    VOLUNTARY = "voluntary", _("answers of those who chose to answer, not a random sample")
    UNWEIGHTED = "unweighted", _("not weighted to the population")


class Standing(models.TextChoices):
    """The first line of what a figure is worth: the kind of statistic that it is."""

    OFFICIAL = "official", _("Official: an office answers for it, and another person approved it")
    PORTAL = "portal", _("Of this portal: counted from what is recorded here")
    DEVELOPING = "developing", _("In development: not enough is known yet for it to speak for all that it names")


class Coverage(models.TextChoices):
    DEFINED = "defined", _("what its definition names")
    RECORDED = "recorded", _("what is recorded on this portal, no more")
    ANSWERED = "answered", _("those who answered of their own accord")
    PARTIAL = "partial", _("not all groups that the indicator names")
    UNSAID = "unsaid", _("the office has not said yet what is counted")


class Timeliness(models.TextChoices):
    CURRENT = "current", _("the newest figure that is due")
    LATE = "late", _("a newer figure is overdue")


class Comparability(models.TextChoices):
    STEADY = "steady", _("counted in the same way throughout this plan")
    ANEW = "anew", _("counted otherwise than before: earlier figures are of another kind")
    UNSAID = "unsaid", _("no formula is written down yet, so nothing says that two years were counted alike")


class Caution(models.TextChoices):
    """What is not to be concluded from a figure."""

    RESIDENTS = (
        "residents",
        _("that all residents think so: those who chose to answer may differ from those who did not"),
    )
    SMALL_STEPS = "small_steps", _("that something changed, where the difference is smaller than its interval")
    OTHER_GROUPS = "other_groups", _("anything about the groups that it leaves out")
    OTHER_PLACES = "other_places", _("who does better elsewhere: other places may count otherwise")


class Measure(models.TextChoices):
    INDICATOR = "indicator", _("Indicator of the plan")
    OUTREACH = "outreach", _("Outreach quota of towns and streets")


class Handled(models.TextChoices):
    """Where something stands that one person says and another decides on."""

    WAITING = "waiting", _("Waits for another person")
    PUBLISHED = "published", pgettext_lazy("handled", "Published")
    RETURNED = "returned", _("Sent back")


class FigureState(models.TextChoices):
    """As of all that is handled; a figure may be approved and wait for its release."""

    WAITING = "waiting", _("Waits for another person")
    CLEARED = "cleared", _("Approved, appears with its release")
    PUBLISHED = "published", pgettext_lazy("handled", "Published")
    RETURNED = "returned", _("Sent back")


class Progress(models.TextChoices):
    NOT_BEGUN = "not_begun", _("Not begun")
    UNDER_WAY = "under_way", pgettext_lazy("task", "Under way")
    HELD_UP = "held_up", _("Held up")
    DONE = "done", _("Done")


PROGRESS_TONES = {
    Progress.NOT_BEGUN: "none",
    Progress.UNDER_WAY: "information",
    Progress.HELD_UP: "watch",
    Progress.DONE: "met",
}


class DraftState(models.TextChoices):
    """Where the next plan stands before it is the plan."""

    WAITING = "waiting", _("Waits for another person")
    APPROVED = "approved", pgettext_lazy("plan", "Approved, not in force yet")
    RETURNED = "returned", _("Sent back")
    LIVE = "live", pgettext_lazy("plan", "In force")


class ReleaseState(models.TextChoices):
    """Where the figures of a period stand that are announced for a day."""

    PROVISIONAL = "provisional", pgettext_lazy("release", "Provisional")
    CONFIRMED = "confirmed", pgettext_lazy("release", "Confirmed")
    POSTPONED = "postponed", pgettext_lazy("release", "Postponed")
    PUBLISHED = "published", pgettext_lazy("release", "Published")
    CANCELLED = "cancelled", pgettext_lazy("release", "Cancelled")


RELEASE_TONES = {
    ReleaseState.PROVISIONAL: "none",
    ReleaseState.CONFIRMED: "information",
    ReleaseState.POSTPONED: "watch",
    ReleaseState.PUBLISHED: "met",
    ReleaseState.CANCELLED: "none",
}
