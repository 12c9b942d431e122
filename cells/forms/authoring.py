"""Writing a rubric in the content system: its YAML, with faults by line."""

import yaml
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cells.models import Rubric, Scheme
from cells.operations.rubrics import save_draft
from cells.rubric.definition import read_level_scheme
from cells.rubric.faults import RubricFileError, parse_rubric
from portal import clock


def rubric_text(rubric: Rubric) -> str:
    """The definition as YAML; read back it is the same definition."""
    return yaml.safe_dump(rubric.definition, allow_unicode=True, sort_keys=False, width=110)


class RubricForm(WagtailAdminModelForm):
    text = forms.CharField(
        label=_("Rubric (YAML)"),
        widget=forms.Textarea(attrs={"rows": 40, "spellcheck": "false"}),
        help_text=_("Saved as the draft of this kind of unit. Publishing is a step of its own."),
    )

    class Meta:
        model = Rubric
        fields = ("unit_type",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["text"] = rubric_text(self.instance)
            self.fields["unit_type"].disabled = True

    def clean_text(self):
        try:
            return parse_rubric(self.cleaned_data["text"])
        except RubricFileError as error:
            raise ValidationError([str(fault) for fault in error.faults]) from error

    def save(self, commit=True):
        unit_type = self.cleaned_data["unit_type"]
        data = self.cleaned_data["text"]
        self.instance = save_draft(unit_type=unit_type, data=data, actor=self.for_user, now=clock.now())
        return self.instance


class SchemeForm(WagtailAdminModelForm):
    class Meta:
        model = Scheme
        fields = "__all__"

    def clean_level_scheme(self):
        data = self.cleaned_data["level_scheme"]
        try:
            scheme = read_level_scheme(data)
        except (KeyError, TypeError, ArithmeticError) as error:
            raise ValidationError(_("The levels cannot be read: %(what)s") % {"what": error}) from error
        if [level.min_score for level in scheme.levels] != sorted(level.min_score for level in scheme.levels):
            raise ValidationError(_("Levels go from the lowest to the highest."))
        return data
