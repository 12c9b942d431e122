from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from portal.accounts.fields import PhoneField
from portal.accounts.models import User
from portal.accounts.roles import AREA_ROLES, DEPARTMENT_ROLES, SECTION, SECTION_ROLES, STAFF_ROLES, Role
from portal.directory.forms import LabelledChoiceField
from portal.directory.models import Area, AreaKind, Department


class AccountForm(forms.Form):
    username = forms.RegexField(
        r"^[a-z][a-z0-9.-]{2,39}$",
        label=_("User name"),
        help_text=_("Small letters, digits, dots and hyphens; 3 to 40 signs."),
        max_length=40,
    )
    name = forms.CharField(label=_("Name"), max_length=50)

    def clean_username(self):
        username = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(_("This user name is taken."))
        return username


class SectionField(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return obj.name.removeprefix(SECTION)


class GrantForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Role"), choices=[(role.value, role.label) for role in Role if role in STAFF_ROLES]
    )
    area = LabelledChoiceField(
        Area.objects.exclude(kind=AreaKind.DISTRICT),
        label=_("Area"),
        required=False,
        help_text=_("For street officers only."),
    )
    department = LabelledChoiceField(
        Department.objects.all(), label=_("Department"), required=False, help_text=_("For department officers only.")
    )

    section = SectionField(
        Group.objects.filter(name__startswith=SECTION).order_by("name"),
        label=_("Part of the site"),
        required=False,
        help_text=_("For section editors only."),
    )

    def clean(self):
        cleaned = super().clean()
        role = cleaned.get("role")
        for field, roles in (("area", AREA_ROLES), ("department", DEPARTMENT_ROLES), ("section", SECTION_ROLES)):
            if role in roles and not cleaned.get(field):
                self.add_error(field, _("This role needs it."))
            elif role not in roles:
                cleaned[field] = None
        return cleaned


class PersonForm(AccountForm, GrantForm):
    """A row of a table of people: the account and one role. Who holds two roles stands in two rows."""

    phone = PhoneField(label=_("Mobile number"), required=False)

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and User.objects.with_phone(phone).exists():
            raise forms.ValidationError(_("An account has this number. Leave it out here and hand over a link."))
        return phone


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class RevokeForm(ReasonForm):
    grant = forms.ModelChoiceField(None)

    def __init__(self, grants, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grant"].queryset = grants


class DeputyForm(ReasonForm):
    """Who acts for somebody, and from when until when."""

    deputy = forms.ModelChoiceField(None, label=_("Deputy"))
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    ends_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    field_order = ("deputy", "starts_on", "ends_on", "reason")

    def __init__(self, people, today, longest, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = people
        self.today, self.longest = today, longest

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and first < self.today:
            self.add_error("starts_on", _("This day is past."))
        if first and last and not first <= last <= first + self.longest:
            self.add_error("ends_on", _("Until a day after the first, half a year at most."))
        return cleaned


class EndDeputyForm(ReasonForm):
    deputyship = forms.ModelChoiceField(None, to_field_name="public_id")

    def __init__(self, rows, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deputyship"].queryset = rows
