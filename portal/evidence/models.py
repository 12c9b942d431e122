"""Files that people sent, as they were taken in."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.evidence.enums import AiLabel, Kind
from portal.evidence.intake.signatures import EXTENSIONS, IMAGES


class StoredFile(models.Model):
    """A file in the private store. Jobs link it from their own rows; a row that nothing links is swept away."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="stored_files", verbose_name=_("owner")
    )
    kind = models.CharField(_("type"), max_length=10, choices=Kind.choices)
    media_type = models.CharField(_("media type"), max_length=100)
    name = models.CharField(_("file name"), max_length=120)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256 of the file as sent"), max_length=64, db_index=True)
    stored_sha256 = models.CharField(_("SHA-256 of the file as kept"), max_length=64)
    # Of a document: how large it came, and whether that original is kept beside the clean copy.
    original_size = models.PositiveBigIntegerField(_("size of the sealed original"), default=0, db_default=0)
    width = models.PositiveIntegerField(_("width"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True)
    captured_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    ai_label = models.CharField(
        _("AI label of the file"), max_length=10, choices=AiLabel.choices, blank=True, db_default=""
    )
    published_at = models.DateTimeField(_("released for the public at"), null=True, blank=True)
    created_at = models.DateTimeField(_("received at"), db_index=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True) | models.Q(kind=Kind.IMAGE),
                name="only_pictures_are_published",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def path(self) -> str:
        """Its place in the store, under a name that says nothing."""
        identity = self.public_id.hex
        return f"{identity[:2]}/{identity}.{EXTENSIONS[self.media_type]}"

    @property
    def original_path(self) -> str:
        """Where the document lies as it was sent: sealed, no address leads to it."""
        return f"{self.path.rpartition('.')[0]}.original"

    @property
    def shown_as(self) -> str:
        """Which of the two a person sees."""
        if self.is_image:
            return gettext("shown without the camera's data")
        if self.original_size:
            return gettext("copy without author and history; the original is kept sealed")
        return ""

    @property
    def is_image(self) -> bool:
        return self.media_type in IMAGES
