"""Writing a rubric in the content system: its YAML, with faults by line."""

import yaml
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cells.models import Rubric, Scheme
from cells.operations.rubrics import change_scheme, save_draft
from cells.rubric.definition import read_level_scheme
from cells.rubric.faults import RubricFileError, parse_rubric
from cells.rubric.settings import KEYS, parse_settings, settings_text
from portal import clock

LARGEST = 512 * 1024


def rubric_text(rubric: Rubric) -> str:
    """The definition as YAML; read back it is the same definition."""
    return yaml.safe_dump(rubric.definition, allow_unicode=True, sort_keys=False, width=110)


class YamlField(forms.FileField):
    """A YAML file; cleans to its text."""

    def __init__(self, **kwargs):
        words = {"label": _("Or a file (YAML)"), "help_text": _("A chosen file goes before the text.")}
        super().__init__(required=False, **words, **kwargs)
        self.widget.attrs["accept"] = ".yaml,.yml"

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return ""
        if file.size > LARGEST:
            raise ValidationError(_("This file is too large for a rubric."))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(_("This file is not text in UTF-8.")) from error


def _typed_or_sent(data) -> str:
    return data.get("file") or data.get("text") or ""


def scheme_text(scheme: Scheme) -> str:
    """The settings as YAML; read back they are the same settings."""
    return settings_text({name: getattr(scheme, name) for name in KEYS})


class RubricForm(WagtailAdminModelForm):
    text = forms.CharField(
        label=_("Rubric (YAML)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 40, "spellcheck": "false", "wrap": "off", "data-numbered": ""}),
        help_text=_("Saved as the draft of this kind of unit. Publishing is a step of its own."),
    )

    file = YamlField()

    class Meta:
        model = Rubric
        fields = ("unit_type",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["text"] = rubric_text(self.instance)
            self.fields["unit_type"].disabled = True

    def clean(self):
        data = super().clean()
        text = _typed_or_sent(data)
        if text:
            data["definition"] = self._read(text)
        elif "text" not in self.errors and "file" not in self.errors:
            self.add_error("text", _("Write the rubric, or choose a file."))
        return data

    def _read(self, text):
        try:
            return parse_rubric(text)
        except RubricFileError as error:
            self.add_error("text", [str(fault) for fault in error.faults])
            return None

    def save(self, commit=True):
        unit_type = self.cleaned_data["unit_type"]
        data = self.cleaned_data["definition"]
        self.instance = save_draft(unit_type=unit_type, data=data, actor=self.for_user, now=clock.now())
        return self.instance


class SchemeFileForm(forms.Form):
    """The settings of a scheme as YAML, typed or as a file."""

    text = forms.CharField(
        label=_("Settings (YAML)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false", "wrap": "off", "data-numbered": ""}),
    )
    file = YamlField()

    def clean(self):
        data = super().clean()
        try:
            data["chosen"] = _typed_or_sent(data)
            data["values"] = parse_settings(data["chosen"])
        except RubricFileError as error:
            self.add_error("text", [str(fault) for fault in error.faults])
        return data


class SchemeForm(WagtailAdminModelForm):
    class Meta:
        model = Scheme
        # By name: with "__all__" Wagtail's form would begin with the fields' defaults, not with what is stored.
        fields = ("code", *KEYS)

    def save(self, commit=True):
        """A change is an operation with its record; the first row of a scheme is simply made."""
        if self.instance.pk is None:
            return super().save(commit)
        values = {name: self.cleaned_data[name] for name in self.fields}
        self.instance = change_scheme(actor=self.for_user, scheme=self.instance, values=values, now=clock.now())
        return self.instance

    def clean_level_scheme(self):
        data = self.cleaned_data["level_scheme"]
        try:
            scheme = read_level_scheme(data)
        except (KeyError, TypeError, ArithmeticError) as error:
            raise ValidationError(_("The levels cannot be read: %(what)s") % {"what": error}) from error
        if [level.min_score for level in scheme.levels] != sorted(level.min_score for level in scheme.levels):
            raise ValidationError(_("Levels go from the lowest to the highest."))
        return data
