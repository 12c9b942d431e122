"""Files that editors upload pass the same intake as everyone's."""

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.evidence import intake
from portal.evidence.errors import RefusedFileError

# No screen that we serve shows more; the original is not kept.
LONGEST_SIDE = 2560


def _taken_in(form, clean):
    upload = form.cleaned_data["file"]
    if "file" not in form.changed_data or not upload:
        return upload
    upload.seek(0)
    try:
        made = clean(upload.read(), name=upload.name)
    except RefusedFileError as refused:
        raise forms.ValidationError(refused.message, code=refused.code) from refused
    return SimpleUploadedFile(made.name, made.data, content_type=made.media_type)


class ImageForm(BaseImageForm):
    def clean_file(self):
        return _taken_in(self, lambda data, name: intake.clean_image(data, name=name, longest_side=LONGEST_SIDE))

    def clean_description(self):
        """The words for those who cannot see it; the uploader of many asks for them after the file is there."""
        words = self.cleaned_data["description"].strip()
        if not words and self.add_prefix("description") in self.data:
            raise forms.ValidationError(_("Say in a few words what the picture shows."), code="required")
        return words


class DocumentForm(BaseDocumentForm):
    def clean_file(self):
        return _taken_in(self, intake.clean)
