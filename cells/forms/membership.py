"""Inviting colleagues, asking for a takeover and answering it, filling in for a small unit."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.forms.organisation import CreditCodeField, OfficeForm, OrganisationForm, StatementForm
from cells.validators import validate_credit_code
from portal.accounts.fields import PhoneField
from portal.evidence.forms import EvidenceFileField


class InviteForm(forms.Form):
    phone = PhoneField(
        label=_("Mobile number of your colleague"),
        help_text=_("Your colleague signs in with this number and finds the invitation under “My applications”."),
    )


class TakeoverForm(forms.Form):
    credit_code = CreditCodeField(
        label=_("Unified social credit code of your unit, or of who answers for it"), max_length=40
    )
    site = forms.CharField(
        label=_("Full name of your unit"),
        max_length=200,
        required=False,
        help_text=_("Only of a campus, a branch or an estate without a code of its own."),
    )
    reason = forms.CharField(
        label=_("What has changed"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: the colleague who filed has left. Whoever acts for the unit now is told."),
    )
    proof = EvidenceFileField(label=_("Letter of the unit with its seal (photo or PDF)"), max_files=1)


class TakeoverAnswerForm(forms.Form):
    """The members named as having left lose access; the others stay."""

    verdict = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("approve", _("Approve: the applicant becomes first contact")),
            ("refuse", _("Refuse: everything stays as it is")),
        ],
        widget=forms.RadioSelect,
    )
    leaving = forms.ModelMultipleChoiceField(
        None, label=_("Who has left and loses access"), required=False, widget=forms.CheckboxSelectMultiple
    )
    answer = forms.CharField(
        label=_("Reason, which both sides will read"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leaving"].queryset = members
        self.fields["leaving"].label_from_instance = lambda row: f"{row.user}, {row.get_role_display()}"
        self.fields["leaving"].initial = [row.pk for row in members if row.role == "owner"]


class AssistForm(OfficeForm):
    """A small unit as an officer registers it, with a code or below who answers for it; the officer's own streets only."""

    reason = None
    phone = PhoneField(
        label=_("Mobile number of the owner"),
        help_text=_("Whoever signs in with this number later takes over the file."),
    )
    agreed = forms.BooleanField(
        label=_("The owner stands beside me or has asked me to do this, and knows what I enter."),
        error_messages={"required": _("Without the owner's wish nothing may be filed.")},
    )

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        self.fields["area"].empty_label = None
        code = self.fields["credit_code"]
        code.help_text, code.validators = OrganisationForm.base_fields["credit_code"].help_text, [validate_credit_code]
        communities = self.fields["community"]
        communities.queryset = communities.queryset.filter(Q(area__in=areas) | Q(reporting_area__in=areas))


class PaperStatementForm(StatementForm):
    """The statement was read and signed on paper by the unit."""

    paper = EvidenceFileField(label=_("Photo of the statement signed by the unit"), max_files=1)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = _("I have read the statement to the unit, and it was signed in front of me.")
        self.fields["name"].label = _("Name of the person who signed for the unit")


class ContactForm(forms.ModelForm):
    """What a unit may change about itself at any time."""

    class Meta:
        model = OrganisationForm.Meta.model
        fields = ("name", "address", "community")
        labels = OrganisationForm.Meta.labels

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row, field = self.instance, self.fields["community"]
        field.queryset = field.queryset.filter(Q(area=row.area_id) | Q(reporting_area=row.area_id))
