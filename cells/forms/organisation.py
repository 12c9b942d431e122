"""Registering a unit, signing the statement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.enums.units import Tie
from cells.models import Organisation, UnitType
from cells.queries.organisations import unit_under
from cells.validators import is_shaped, normal_form, validate_credit_code
from portal.accounts.fields import PhoneField
from portal.directory.forms import CommunityField, LabelledChoiceField
from portal.directory.models import Area, AreaKind, Community


class CreditCodeField(forms.CharField):
    def to_python(self, value):
        return normal_form(super().to_python(value) or "")


class KnownCodeField(CreditCodeField):
    """A code that is sound, or that a reviewer once let stand: some unit here has it."""

    def run_validators(self, value):
        super().run_validators(value)
        if value and not (is_shaped(value) and unit_under(value)):
            validate_credit_code(value)


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
    community = CommunityField(
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


class SiteForm(OrganisationForm):
    """A campus, a branch, or an estate without a code, below the organisation that answers for it."""

    credit_code = None
    tie = forms.ChoiceField(label=_("What it is"), choices=Tie.choices, widget=forms.RadioSelect)

    class Meta(OrganisationForm.Meta):
        fields = ("tie", "name", "unit_type", "area", "community", "address")
        labels = {"name": _("Full name, as it shall stand on the certificate"), "address": _("Address")}

    def clean(self):
        data = super().clean()
        _refuse_twins(self, data, self.instance.above)
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


class OfficeForm(OrganisationForm):
    """A unit as the district office writes it: a person judges a code, and there may be none."""

    credit_code = CreditCodeField(
        label=_("Unified social credit code"),
        max_length=40,
        required=False,
        help_text=_("A genuine code whose check sign does not fit may stand: say in the reason which paper shows it."),
    )
    above_code = CreditCodeField(
        label=_("Without a code of its own: the code of who answers for it"), max_length=40, required=False
    )
    tie = forms.ChoiceField(
        label=_("How it belongs to it"), choices=[("", _("It has a code of its own")), *Tie.choices], required=False
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    field_order = ("name", "credit_code", "above_code", "tie", "unit_type", "area", "community", "address", "reason")

    def clean(self):
        data = super().clean()
        code, above_code, tie = (data.get(name) for name in ("credit_code", "above_code", "tie"))
        data["above"] = unit_under(above_code) if above_code else None
        data["credit_code"] = code or None
        if above_code and data["above"] is None:
            self.add_error("above_code", _("No unit is registered under this code: register it first."))
        if bool(code) == bool(above_code) or bool(tie) != bool(above_code):
            self.add_error("above_code", _("Either a code of its own, or who answers for it and how it belongs to it."))
        if code and not is_shaped(code):
            self.add_error("credit_code", _("A code has 18 characters, without I, O, S, V and Z."))
        _refuse_twins(self, data, data["above"])
        return data

    def _post_clean(self) -> None:
        """The row is written by an operation, which asks once more."""


def _refuse_twins(form: OrganisationForm, data: dict, above: Organisation | None) -> None:
    """Another unit under this code, or of this name below the same organisation."""
    others = Organisation.objects.exclude(pk=form.instance.pk)
    if data.get("credit_code") and others.filter(credit_code=data["credit_code"]).exists():
        form.add_error("credit_code", _("Another unit stands under this code."))
    if above and others.filter(above=above, name=data.get("name")).exists():
        form.add_error("name", _("A unit of this name stands below it already."))


class EntryForm(OfficeForm):
    phone = PhoneField(
        label=_("Mobile number of the contact"),
        required=False,
        help_text=_("Whoever signs in with this number takes the unit over."),
    )


class CorrectionForm(OfficeForm):
    """All that may be put right, as it stands."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        above = self.instance.above
        self.initial |= {"above_code": above.credit_code if above else "", "tie": self.instance.tie}


class MergeForm(forms.Form):
    """By its code, or by the code of who answers for it and its name."""

    code = CreditCodeField(label=_("Code of the unit that stays, or of who answers for it"), max_length=40)
    site = forms.CharField(
        label=_("Its name"), max_length=200, required=False, help_text=_("Only of a unit without a code of its own.")
    )
    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self):
        data = super().clean()
        data["other"] = unit_under(data.get("code", ""), data.get("site", ""))
        if data.get("code") and data["other"] is None:
            self.add_error("code", _("No such unit is registered."))
        return data


class CorrectionAnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("What follows"),
        choices=[("approve", _("Correct it")), ("refuse", _("Leave it as it is"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("What you saw"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
