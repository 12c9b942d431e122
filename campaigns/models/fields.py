"""A column for a handful of choices, kept in one text column so that both databases can filter it."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

ROOM = 200


class ChoiceListField(models.CharField):
    """A list of codes, stored as ",schools,families,"; filter with `__contains=marked("schools")`."""

    def __init__(self, *args, codes, **kwargs):
        self.codes = codes
        kwargs.setdefault("max_length", ROOM)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "codes": None}

    def from_db_value(self, value, _expression, _connection):
        return self.to_python(value)

    def to_python(self, value):
        if value is None or isinstance(value, list):
            return value or []
        return [code for code in str(value).split(",") if code]

    def get_prep_value(self, value):
        if isinstance(value, list):
            return f",{','.join(value)}," if value else ""
        return super(models.CharField, self).get_prep_value(value)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def run_validators(self, value):
        """Length is bounded by the codes themselves."""

    def validate(self, value, model_instance):
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        if unknown := set(value) - set(self.codes.values):
            raise ValidationError(_("Unknown choice: %(codes)s"), "choice", {"codes": ", ".join(sorted(unknown))})

    def formfield(self, **kwargs):
        return forms.MultipleChoiceField(
            choices=self.codes.choices,
            required=not self.blank,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )


def marked(code: str) -> str:
    """The code as it stands in the column."""
    return f",{code},"


def labels(codes, chosen) -> list[str]:
    """Words of the chosen codes, in the order in which the choices are declared."""
    return [str(label) for code, label in codes.choices if code in chosen]
