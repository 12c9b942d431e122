"""Words of the outreach ledger: what an event is, where it reached whom, and where it stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventState(models.TextChoices):
    """Where an event stands between the plan and the ledger."""

    PLANNED = "planned", pgettext_lazy("event", "Planned")
    HELD = "held", _("Held, to be verified")
    VERIFIED = "verified", _("Verified")
    RETURNED = "returned", _("Returned for correction")
    WITHDRAWN = "withdrawn", pgettext_lazy("event", "Withdrawn")


class Step(models.TextChoices):
    """What may be done to an event."""

    PLAN = "plan", pgettext_lazy("event", "Plan")
    REVISE = "revise", _("Change the plan")
    REPORT = "report", _("Report as held")
    VERIFY = "verify", _("Verify")
    RETURN = "return", _("Return for correction")
    RESUBMIT = "resubmit", _("Send again")
    WITHDRAW = "withdraw", _("Withdraw")


class PartnerStep(models.TextChoices):
    """What an area says that another one named as its partner."""

    CONFIRM = "confirm_partner", _("Confirmed as a partner")
    DECLINE = "decline_partner", _("Not a partner")


class EventType(models.TextChoices):
    """The forms that street reports really name."""

    TALK = "talk", _("Talk")
    STALL = "stall", _("Stall")
    HOUSEHOLDS = "households", _("Household visits")
    TRAINING = "training", _("Training")
    QUIZ = "quiz", _("Quiz or contest")
    VOLUNTEER = "volunteer", _("Volunteer action")
    EXCHANGE = "exchange", _("Swap or collection")
    VISIT = "visit", _("Guided visit")
    MEDIA = "media", _("Media item")
    OTHER = "other", _("Other")


class Channel(models.TextChoices):
    """The plan's five channels, and meeting people on site."""

    ON_SITE = "on_site", _("On site")
    NETWORK = "network", _("Network")
    RADIO = "radio", _("Radio")
    TELEVISION = "television", _("Television")
    PAPERS = "papers", _("Papers")
    TRANSPORT = "transport", _("Public transport")


class Audience(models.TextChoices):
    """Whom the plan names."""

    GOVERNMENT = "government", _("Party and government bodies")
    SCHOOLS = "schools", _("Schools")
    COMMUNITIES = "communities", _("Communities")
    FAMILIES = "families", _("Families")
    ENTERPRISES = "enterprises", _("Enterprises")


class Counting(models.TextChoices):
    """How the number of people reached was found."""

    SIGNED_IN = "signed_in", _("Signed in")
    SCANNED = "scanned", _("Scanned a code")
    ESTIMATED = "estimated", _("Estimated")


class ProofKind(models.TextChoices):
    """What shows that an event took place; one of any kind is enough."""

    LINK = "link", _("Public link")
    SIGN_IN = "sign_in", _("Sign-in sheet")
    NOTICE = "notice", _("Notice or article")
    PHOTO = "photo", _("Photo")


class Item(models.TextChoices):
    """Parts of a report that a verifier may ask to be corrected."""

    TITLE = "title", _("Title and type")
    TIME = "time", _("Date and time")
    PLACE = "place", _("Place and community")
    PEOPLE = "people", _("People reached and how they were counted")
    FIGURES = "figures", _("Households, leaflets and consultations")
    PARTNERS = "partners", _("Organiser, partners and areas")
    OUTCOME = "outcome", _("Outcome of the event")
    PROOF = "proof", _("Proof")


class JointRule(models.TextChoices):
    """Whose quota an event of several areas fills. It always fills one only."""

    LEAD = "lead", _("The area that leads")
    PLACE = "place", _("The area where it takes place")


class Theme(models.TextChoices):
    """What a campaign is about."""

    SORTING = "sorting", _("Waste sorting")
    REDUCTION = "reduction", _("Waste reduction")
    REUSE = "reuse", _("Reuse and recycling")
    FOOD = "food", _("Food saving")
    PLASTICS = "plastics", _("Plastics")
    HAZARDOUS = "hazardous", _("Hazardous waste")
    FARMING = "farming", _("Farm waste")
    CELLS = "cells", _("Zero-waste cells")


class Worth(models.TextChoices):
    """Whether a visitor found an event useful."""

    VERY = "very", pgettext_lazy("impression", "Very useful")
    SOMEWHAT = "somewhat", pgettext_lazy("impression", "Somewhat useful")
    NOT = "not", pgettext_lazy("impression", "Of no use")


class Learnt(models.TextChoices):
    """Whether a visitor will do something with it at home."""

    YES = "yes", pgettext_lazy("impression", "Yes")
    PERHAPS = "perhaps", pgettext_lazy("impression", "Perhaps")
    NO = "no", pgettext_lazy("impression", "No")


class EstateKind(models.TextChoices):
    """The plan's two: a model for others, and an estate that reaches the standard."""

    MODEL = "model", _("Model community")
    STANDARD = "standard", _("Standard-reaching estate")


class EstateState(models.TextChoices):
    """Where an estate stands."""

    PROPOSED = "proposed", pgettext_lazy("estate", "In preparation")
    RECOGNISED = "recognised", pgettext_lazy("estate", "Recognised")
    LAPSED = "lapsed", pgettext_lazy("estate", "No longer recognised")


class EstateStep(models.TextChoices):
    """What may be done to an estate's entry."""

    PROPOSE = "propose", pgettext_lazy("estate", "Propose")
    TELL = "tell", pgettext_lazy("estate", "Change the entry")
    RECOGNISE = "recognise", pgettext_lazy("estate", "Recognise")
    LAPSE = "lapse", pgettext_lazy("estate", "Take back the recognition")
