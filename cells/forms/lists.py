"""Filters of lists, sent by GET."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.enums import ApplicationStatus, CertificateState
from cells.models import UnitType
from portal.directory.forms import LabelledChoiceField
from portal.directory.models import Area, AreaKind


class UnitFilterForm(forms.Form):
    """Units of a kind, of a place."""

    unit_type = LabelledChoiceField(
        UnitType.objects.all(), label=_("Kind of unit"), required=False, to_field_name="code", empty_label=_("All")
    )
    area = LabelledChoiceField(
        Area.objects.filter(kind__in=[AreaKind.TOWN, AreaKind.STREET]),
        label=_("Town or street"),
        required=False,
        to_field_name="code",
        empty_label=_("All"),
    )


class CertificateListForm(UnitFilterForm):
    q = forms.CharField(label=_("Name or number"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *CertificateState.choices, ("expired", _("Expired"))]
    )

    field_order = ("q", "unit_type", "area", "state")

    def filters(self) -> dict:
        """What was asked for; what cannot be read is not asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class UnitListForm(UnitFilterForm):
    q = forms.CharField(label=_("Name, code or address of a unit"), required=False, max_length=100)
    state = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All")),
            ("waiting", _("With a correction that waits")),
            ("sites", _("Without a code of their own")),
            ("alone", _("Nobody acts for it on the portal")),
        ],
    )

    field_order = ("q", "unit_type", "area", "state")

    def filters(self) -> dict:
        """What was asked for; what cannot be read is not asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class CaseFilterForm(UnitFilterForm):
    q = forms.CharField(label=_("Name, code or reference"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *(pair for pair in ApplicationStatus.choices if pair[0] != "draft")],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("changed", _("Last change first")),
            ("submitted", _("Handed in last first")),
            ("due", _("Due first")),
            ("unit", _("By name")),
        ],
    )

    field_order = ("q", "status", "unit_type", "area", "order")

    def filters(self) -> dict:
        """What was asked for; what cannot be read is not asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
