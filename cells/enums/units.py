"""Units that stand below others, and how they are counted."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tie(TextChoices):
    """How a unit without a code of its own belongs to the organisation above it."""

    SITE = "site", _("A site of it: campus, branch, shop")
    CHARGE = "charge", _("No part of it, but it answers for it: a residential estate")


class Counting(TextChoices):
    """What indicator 41 counts once: the plan says it."""

    UNIT = "unit", _("The unit: several certified sites of one organisation count as one")
    SITE = "site", _("The site: each certified site of an organisation counts")
