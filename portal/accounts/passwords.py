"""Password rules of the graded protection profile, for staff only."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

CLASSES = (r"[a-z]", r"[A-Z]", r"\d", r"[^A-Za-z0-9]")
NEEDED = 3


class CharacterClassesValidator:
    """At least three of lower case, upper case, digits and other signs (GB/T 22239, DENGBAO_PROFILE)."""

    def validate(self, password, user=None):
        if sum(bool(re.search(pattern, password)) for pattern in CLASSES) < NEEDED:
            raise ValidationError(self.get_help_text(), code="password_classes")

    def get_help_text(self):
        return _("Use at least three of: lower case, upper case, digits, other signs.")
