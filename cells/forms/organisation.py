"""Registering a unit, signing the statement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.models import Organisation, UnitType
from cells.validators import normal_form
from portal.directory.forms import LabelledChoiceField
from portal.directory.models import Area, AreaKind, Community


class CreditCodeField(forms.CharField):
    def to_python(self, value):
        return normal_form(super().to_python(value) or "")


class OrganisationForm(forms.ModelForm):
    credit_code = CreditCodeField(
        label=_("Unified social credit code"),
        max_length=40,
        help_text=_("18 characters, on the business licence or the certificate of the public institution."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    unit_type = LabelledChoiceField(UnitType.objects.all(), label=_("Kind of unit"))
    area = LabelledChoiceField(
        Area.objects.filter(kind__in=[AreaKind.TOWN, AreaKind.STREET]),
        label=_("Town or street"),
        help_text=_("Where the unit works; this street pre-reviews the application."),
    )
    community = LabelledChoiceField(
        Community.objects.select_related("area"), label=_("Community or village"), required=False
    )

    class Meta:
        model = Organisation
        fields = ("name", "credit_code", "unit_type", "area", "community", "address")
        labels = {"name": _("Full name of the unit"), "address": _("Address")}

    def clean(self):
        data = super().clean()
        community, area = data.get("community"), data.get("area")
        if community and area and area.pk not in {community.area_id, community.reporting_area_id}:
            self.add_error("community", _("This community does not belong to the town or street chosen."))
        return data


class StatementForm(forms.Form):
    """承诺书: agreed to and signed by name."""

    agreed = forms.BooleanField(
        label=_("I have read the statement and agree to it."), error_messages={"required": _("Please agree first.")}
    )
    name = forms.CharField(
        label=_("Sign with your full name"),
        max_length=50,
        help_text=_("The head of the unit, or who was authorised. Kept encrypted, never published."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class CorrectionForm(OrganisationForm):
    """All that may be put right, as it stands; a code that fails its check sign is for the second person to judge."""

    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=40,
        help_text=_("A genuine code whose check sign does not fit may stand: say in the reason which paper shows it."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_credit_code(self) -> str:
        return normal_form(self.cleaned_data["credit_code"])

    def _post_clean(self) -> None:
        """The row stays as it is: what was typed is only asked for."""


class CorrectionAnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What follows"),
        choices=[("approve", _("Correct it")), ("refuse", _("Leave it as it is"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("What you saw"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
