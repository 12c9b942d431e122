"""Choosing among what the plan fixes."""

from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator


class LabelledChoiceField(forms.ModelChoiceField):
    """Each row by its name in the language of the page."""

    def label_from_instance(self, obj):
        return obj.label


class _ByArea(ModelChoiceIterator):
    def __iter__(self):
        """Each town and street with its own; the labels are found once the language is known."""
        yield ("", self.field.empty_label or "")
        rows = self.queryset.select_related("area").order_by("area__code", "code")
        for area, some in groupby(rows, key=lambda row: row.area):
            yield (area.label, [self.choice(row) for row in some])


class CommunityField(LabelledChoiceField):
    """More than a hundred, so each below its town or street."""

    iterator = _ByArea


class LabelledMultipleChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        return obj.label
