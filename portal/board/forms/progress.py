"""What an office says of a task or a project."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.board.enums import Progress
from portal.board.operations import Report
from portal.board.results.words import period_words
from portal.board.targets.due import quarters_to_tell
from portal.directory.models import PlanProject
from portal.evidence.forms import EvidenceFileField


class ProgressForm(forms.Form):
    owner = forms.ChoiceField(label=_("Reporting office"))
    quarter = forms.ChoiceField(label=pgettext_lazy("period", "Quarter"))
    standing = forms.ChoiceField(label=_("How it stands"), choices=Progress.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Progress"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What was done this quarter, in plain words. It is public once another person has approved it."),
    )
    spent_wan_yuan = forms.DecimalField(
        label=_("Spent so far (10,000 yuan)"),
        max_digits=12,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text=_("All that your office has spent on the project since it began."),
    )
    blocked = forms.CharField(
        label=_("What is blocked"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What holds it up and who could help. Only offices and the district see this."),
    )
    reason = forms.CharField(label=_("Reason of the correction"), max_length=300)

    def __init__(self, *args, subject, offices, today, revised=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject, self.revised = subject, revised
        self.offices = {f"{type(office).__name__.lower()}-{office.code}": office for office in offices}
        self.fields["owner"].choices = [(key, office.label) for key, office in self.offices.items()]
        quarters = quarters_to_tell(subject.plan.ends_on, today)
        self.fields["quarter"].choices = [(str(quarter), period_words(quarter)) for quarter in quarters]
        self.fields["files"] = EvidenceFileField(label=_("Evidence"), required=False)
        if not isinstance(subject, PlanProject):
            del self.fields["spent_wan_yuan"]
        for name in ("owner", "quarter") if revised else ("reason",):
            del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("standing") == Progress.HELD_UP and not cleaned.get("blocked"):
            self.add_error("blocked", _("Say what holds it up, so that someone can help."))
        return cleaned

    @property
    def report(self) -> Report:
        said = self.cleaned_data
        return Report(
            owner=self.revised.owner if self.revised else self.offices[said["owner"]],
            quarter=said.get("quarter", ""),
            standing=said["standing"],
            text=said["text"],
            blocked=said["blocked"],
            spent_wan_yuan=said.get("spent_wan_yuan"),
            files=said.get("files") or (),
        )
