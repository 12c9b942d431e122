"""Choosing among what the plan fixes."""

from django import forms


class LabelledChoiceField(forms.ModelChoiceField):
    """Each row by its name in the language of the page."""

    def label_from_instance(self, obj):
        return obj.label


class LabelledMultipleChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        return obj.label
