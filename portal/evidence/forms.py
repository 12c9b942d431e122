"""The form field for files: what intake refuses becomes an error in words."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from portal.evidence.child.limits import MEGABYTE
from portal.evidence.errors import RefusedFileError
from portal.evidence.intake import CleanFile
from portal.evidence.operations import clean_upload

PICTURES = "image/jpeg,image/png,image/webp"
# HEIC is taken but not asked for: so iOS sends JPEG, which the phone makes smaller first.
ACCEPTED = f"{PICTURES},application/pdf,.docx,.xlsx"
FILES_AT_ONCE = 10
# Said before a file is chosen.
LIMITS_IN_WORDS = format_lazy(
    _(
        "JPG, PNG, WebP, HEIC, PDF, DOCX or XLSX, at most {limit} MB each; long screenshots stay readable. What others see tells "
        "nothing of author, device, place or history; the original of a document is kept sealed."
    ),
    limit=settings.PORTAL_UPLOAD_LIMIT // MEGABYTE,
)


class EvidenceFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class EvidenceFileField(forms.FileField):
    """Several files at once; cleans to a list of CleanFile for `operations.take_in`."""

    widget = EvidenceFileInput
    default_error_messages = {
        "required": _("Please choose at least one file."),
        "refused": _("%(name)s: %(reason)s"),
        "too_many": ngettext_lazy(
            "Please send at most %(limit)s file at once.", "Please send at most %(limit)s files at once.", "limit"
        ),
    }

    def __init__(self, *, max_files=FILES_AT_ONCE, pictures_only=False, help_text="", **kwargs):
        """`help_text` comes before what is said of all files; None says that the page tells that once."""
        self.max_files = max_files
        self.pictures_only = pictures_only
        words = "" if help_text is None else format_lazy("{} {}", help_text, LIMITS_IN_WORDS)
        super().__init__(help_text=words, **kwargs)

    def widget_attrs(self, widget):
        return {"accept": PICTURES if self.pictures_only else ACCEPTED, "multiple": self.max_files > 1}

    def clean(self, data, initial=None) -> list[CleanFile]:
        uploads = [upload for upload in (data if isinstance(data, (list, tuple)) else [data]) if upload]
        if self.required and not uploads and not initial:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > self.max_files:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"limit": self.max_files})
        return self._cleaned(uploads)

    def _cleaned(self, uploads) -> list[CleanFile]:
        clean, errors = [], []
        for upload in uploads:
            try:
                clean.append(clean_upload(upload, pictures_only=self.pictures_only))
            except RefusedFileError as refused:
                values = {"name": upload.name, "reason": refused.message}
                errors.append(ValidationError(self.error_messages["refused"], code=refused.code, params=values))
        if errors:
            raise ValidationError(errors)
        return clean

    def has_changed(self, initial, data):
        return bool(data)
