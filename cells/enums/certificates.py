"""Why a certificate gets another face without being judged anew."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReissueCause(TextChoices):
    CORRECTED = "corrected", _("Corrected: it was written wrongly")
    RENAMED = "renamed", _("The unit was renamed")
    MOVED = "moved", _("The unit moved to another street")
    LOST = "lost", _("The plaque was lost or damaged")
