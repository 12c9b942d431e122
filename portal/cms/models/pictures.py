"""Pictures of pages, with what the law asks of them."""

import secrets
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from portal.cms.models.marking import marked_file
from portal.evidence.enums import AiLabel


class PortalImage(AbstractImage):
    shows_people = models.BooleanField(_("shows people who can be recognised"), default=False)
    people_agreed = models.BooleanField(
        _("the people shown agreed to its publication"),
        default=False,
        help_text=_("For anyone under 14 a guardian's consent is needed."),
    )

    ai_label = models.CharField(
        _("made by AI"),
        max_length=10,
        choices=AiLabel.choices,
        blank=True,
        db_default="",
        help_text=_("Readers see it on the picture. What the file itself says stands whatever is chosen here."),
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "shows_people", "people_agreed", "ai_label")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self):
        """The words that somebody wrote; never the name of the file, which Wagtail would take."""
        return self.description

    def get_upload_to(self, filename):
        """A name that nobody guesses: a picture of a draft is shown by no address but its own."""
        return super().get_upload_to(f"{secrets.token_hex(8)}{Path(filename).suffix.lower()}")

    def generate_rendition_file(self, filter, *, source=None):  # noqa: A002 - Wagtail's name
        made = super().generate_rendition_file(filter, source=source)
        return marked_file(made, self.ai_label) if self.ai_label else made


class Rendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]
