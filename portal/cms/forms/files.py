"""Files that editors upload pass the same intake as everyone's."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from portal.evidence import intake
from portal.evidence.errors import RefusedFileError

FILMS = {".mp4": "video/mp4", ".vtt": "text/vtt"}
# No screen that we serve shows more; the original is not kept.
LONGEST_SIDE = 2560


@dataclass(frozen=True)
class Film:
    """A film or its captions, as the intake hands files back."""

    data: bytes
    name: str
    media_type: str
    ai_label: str = ""


def _taken_in(upload, clean):
    upload.seek(0)
    try:
        made = clean(upload.read(), name=upload.name)
    except RefusedFileError as refused:
        raise forms.ValidationError(refused.message, code=refused.code) from refused
    upload = SimpleUploadedFile(made.name, made.data, content_type=made.media_type)
    upload.ai_label = made.ai_label
    return upload


class PictureField(WagtailImageField):
    """Ours looks first: Wagtail would open a broken picture and fall over it."""

    def to_python(self, data):
        return super().to_python(_taken_in(data, self._clean) if data else data)

    def _clean(self, data: bytes, name: str):
        return intake.clean_image(data, name=name, longest_side=LONGEST_SIDE)


class ChosenAgain:
    """A file comes in with its words or not at all: Wagtail would keep it aside as it was sent, until they are right."""

    def full_clean(self):
        super().full_clean()
        if self.files and self._errors and "file" in self.fields and "file" not in self._errors:
            words = _("Choose the file again: it is not kept while something else is to be put right.")
            self.add_error("file", forms.ValidationError(words, code="again"))


class ImageForm(ChosenAgain, BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        given = self.fields.get("file")
        if given:
            self.fields["file"] = PictureField(label=given.label, required=given.required, widget=given.widget)

    def clean_description(self):
        """The words for those who cannot see it; the uploader of many asks for them after the file is there."""
        words = self.cleaned_data["description"].strip()
        if not words and self.add_prefix("description") in self.data:
            raise forms.ValidationError(_("Say in a few words what the picture shows."), code="required")
        return words

    def _post_clean(self):
        super()._post_clean()
        said = getattr(self.cleaned_data.get("file"), "ai_label", "")
        self.instance.ai_label = said or self.instance.ai_label

    def save(self, commit=True):
        image = super().save(commit)
        if commit and "ai_label" in self.changed_data:
            image.renditions.all().delete()
        return image


class DocumentForm(ChosenAgain, BaseDocumentForm):
    def clean_file(self):
        upload = self.cleaned_data["file"]
        if not upload or "file" not in self.changed_data:
            return upload
        ending = Path(upload.name).suffix.lower()
        return _taken_in(upload, partial(_clean_film, ending=ending) if ending in FILMS else intake.clean)


def _clean_film(data: bytes, *, name: str, ending: str) -> Film:
    return Film(intake.clean_film(data, captions=ending == ".vtt"), intake.safe_stem(name) + ending, FILMS[ending])


def close_avatars() -> None:
    """Nobody sees a picture of an editor here, and that door of Wagtail's asks nobody what comes in."""
    AvatarSettingsPanel.is_active = lambda _panel: False
