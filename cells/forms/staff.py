"""Forms of the street, the district and the evaluators."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cells.enums import CertificateStep, CheckResult
from cells.models.scheme import in_language

AREA = forms.Textarea(attrs={"rows": 3})


class RevisionForm(forms.Form):
    """Carries the revision that the person saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(RevisionForm):
    note = forms.CharField(label=_("Note for the district"), max_length=1000, required=False, widget=AREA)


class ReasonedForm(RevisionForm):
    reason = forms.CharField(label=_("Reason, which the unit will read"), max_length=1000, widget=AREA)


class ReturnForm(RevisionForm):
    items = forms.MultipleChoiceField(
        label=_("Items to correct; only these open for the unit"), widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("What to correct"), max_length=1000, widget=AREA)

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [
            (item.code, f"{item.code} {in_language(item.text, item.text_en)}") for item in criteria
        ]


class PersonChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        words = {"name": obj, "field": obj.expert.field, "count": obj.load}
        return _("%(name)s, %(field)s, %(count)s open evaluations") % words


class AssignForm(RevisionForm):
    evaluators = PersonChoiceField(
        None, label=_("Evaluators, those with the least work first"), widget=forms.CheckboxSelectMultiple
    )

    reason = forms.CharField(label=_("Why a further evaluation is needed"), max_length=1000, widget=AREA)

    def __init__(self, *args, pool, needs_reason, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["evaluators"].queryset = pool
        if not needs_reason:
            del self.fields["reason"]


class DecisionForm(RevisionForm):
    level = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    reasons = forms.CharField(label=_("Reasons"), max_length=4000, widget=AREA)
    moderation = forms.CharField(
        label=_("How differing evaluations were brought together"), max_length=4000, required=False, widget=AREA
    )

    def __init__(self, *args, levels, is_wide, **kwargs):
        super().__init__(*args, **kwargs)
        granted = [
            (level.code, _("Propose: %(level)s") % {"level": in_language(level.name, level.name_en)})
            for level in levels
        ]
        self.fields["level"].choices = [*reversed(granted), ("refuse", _("Refuse"))]
        if not is_wide:
            del self.fields["moderation"]

    @property
    def chosen_level(self) -> str:
        level = self.cleaned_data["level"]
        return "" if level == "refuse" else level


class NoticeForm(forms.Form):
    applications = forms.ModelMultipleChoiceField(
        None, label=_("Units of this batch"), widget=forms.CheckboxSelectMultiple, to_field_name="public_id"
    )

    def __init__(self, *args, proposed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["applications"].queryset = proposed
        self.fields["applications"].label_from_instance = lambda row: f"{row.organisation} ({row.reference})"


class ObjectionsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj):
        return f"{obj.reference} · {Truncator(obj.text).chars(120)}"


class AnswerForm(forms.Form):
    """Those that come from the same contact are proposed to be answered together."""

    others = ObjectionsField(
        None,
        label=_("Open against the same unit: answer these with the same words"),
        required=False,
        to_field_name="reference",
        widget=forms.CheckboxSelectMultiple,
    )
    answer = forms.CharField(
        label=_("Answer"), max_length=4000, widget=AREA, help_text=_("It is published. Name no objector.")
    )
    verdict = forms.ChoiceField(
        label=_("What follows"),
        choices=[
            ("dismiss", _("Dismiss: the notice runs on")),
            ("anew", _("Uphold: the decision is reopened, another level or another evaluation")),
            ("uphold", _("Uphold: the unit is refused")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, row, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["others"].queryset = others
        if not others:
            self.fields["others"].widget = forms.MultipleHiddenInput()
        self.initial["others"] = [each.reference for each in others if row.contact and each.contact == row.contact]


class RefusalAppealForm(RevisionForm):
    verdict = forms.ChoiceField(
        label=_("What follows"),
        choices=[
            ("dismiss", _("Dismiss: the refusal is final")),
            ("uphold", _("Uphold: it is decided anew, by another person")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Answer, which the unit reads"), max_length=4000, widget=AREA)


class CertificateForm(forms.Form):
    step = forms.ChoiceField(label=_("What to do"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=AREA, help_text=_("The check page shows it to everyone.")
    )

    def __init__(self, *args, steps, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["step"].choices = [(step.name, CertificateStep(step.name).label) for step in steps]


class CheckForm(forms.Form):
    checked_on = forms.DateField(
        label=_("Checked on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    result = forms.ChoiceField(label=_("Result"), choices=CheckResult.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("What was seen"), max_length=2000, widget=AREA)
