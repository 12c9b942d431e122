"""The expert pool."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.forms.organisation import KnownCodeField
from cells.models import Expert
from portal.directory.forms import LabelledChoiceField
from portal.directory.models import Area, AreaKind


def _day(label):
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


class ExpertForm(forms.ModelForm):
    employer_code = KnownCodeField(
        label=_("Employer's unified social credit code"),
        max_length=40,
        required=False,
    )
    area = LabelledChoiceField(
        Area.objects.filter(kind__in=[AreaKind.TOWN, AreaKind.STREET]),
        label=_("Town or street of work"),
        required=False,
        empty_label=_("none, works for the whole district"),
        help_text=_("Units of this town or street are not given to this expert."),
    )
    term_from = _day(_("In the pool from"))
    term_until = _day(_("In the pool until"))

    class Meta:
        model = Expert
        fields = ("field", "employer", "employer_code", "area", "term_from", "term_until", "is_available")
        help_texts = {"field": _("For example: catering waste, property management, hazardous waste.")}

    def clean(self):
        data = super().clean()
        first, last = data.get("term_from"), data.get("term_until")
        if first and last and last < first:
            self.add_error("term_until", _("The last day lies before the first."))
        return data


class InterestForm(forms.Form):
    credit_code = KnownCodeField(label=_("Unified social credit code of the unit"), max_length=40)
    reason = forms.CharField(
        label=_("What ties you to it"),
        max_length=300,
        help_text=_("For example: family works there; advised it in 2025."),
    )
