"""A report: the plan's facts, whom it reached, and one proof of any kind."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Channel, Counting, ProofKind
from campaigns.forms.event import MOST, EventForm
from campaigns.models.event import LONG
from campaigns.operations import Filing, Proof
from campaigns.validators import check_attendance, check_has_happened
from portal.evidence.forms import EvidenceFileField

FILE_KINDS = [(kind.value, kind.label) for kind in ProofKind if kind != ProofKind.LINK]


def count(label, *, required=False) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        required=required,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class ReportForm(EventForm):
    people_reached = count(_("People reached"), required=True)
    counting = forms.ChoiceField(label=_("How were they counted?"), choices=Counting.choices, widget=forms.RadioSelect)
    households = count(_("Households visited"))
    leaflets = count(_("Leaflets and gifts"))
    consultations = count(_("Consultations"))
    outcome = forms.CharField(
        label=_("Outcome of the event"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    proof_files = EvidenceFileField(
        label=_("Files"),
        required=False,
        help_text=_("A sign-in sheet, a notice or a photo. A photo is never required."),
    )
    proof_kind = forms.ChoiceField(
        label=_("What do the files show?"),
        choices=FILE_KINDS,
        initial=ProofKind.PHOTO,
        widget=forms.RadioSelect,
    )
    proof_link = forms.URLField(label=_("Or a public link"), max_length=500, required=False, assume_scheme="https")
    removed = forms.MultipleChoiceField(
        label=_("Remove earlier proof"), required=False, widget=forms.CheckboxSelectMultiple
    )

    DETAILS = (*EventForm.DETAILS, "households", "leaflets", "consultations", "outcome")

    def __init__(self, *args, now, proofs=(), needs_proof=True, **kwargs):
        """`needs_proof`: without it the report is not sent yet, and waits for its photo or sheet."""
        super().__init__(*args, **kwargs)
        self.now, self.needs_proof = now, needs_proof
        if self.data.get("channel", Channel.ON_SITE) != Channel.ON_SITE:
            self.fields["people_reached"].required = self.fields["counting"].required = False
        del self.fields["description"]
        self.proofs = list(proofs)
        self.fields["removed"].choices = [(str(proof.public_id), str(proof)) for proof in self.proofs]
        if not self.proofs:
            del self.fields["removed"]

    def clean(self):
        data = super().clean()
        if "ends_at" in data:
            self.check(check_has_happened, data["ends_at"], self.now)
        if "people_reached" in data and "counting" in data:
            self.check(check_attendance, data.get("channel"), data["people_reached"], data["counting"])
        if data.get("people_reached") is None:
            data["counting"] = ""
        kept = len(self.proofs) - len(data.get("removed", ()))
        if (
            self.needs_proof
            and not (kept or data.get("proof_files") or data.get("proof_link"))
            and "proof_files" in data
        ):
            self.add_error("proof_files", _("Add one proof of any kind: a file here or a public link below."))
        return data

    def facts(self) -> dict:
        own = {"proof_files", "proof_kind", "proof_link", "removed"}
        return {name: value for name, value in super().facts().items() if name not in own}

    def proofs_added(self) -> list[Proof]:
        data = self.cleaned_data
        files = [Proof(kind=data["proof_kind"], upload=upload) for upload in data["proof_files"]]
        return files + ([Proof(kind=ProofKind.LINK, url=data["proof_link"])] if data["proof_link"] else [])


def filing_of(form: EventForm) -> Filing:
    """What the operations take."""
    data = form.cleaned_data
    return Filing(
        key=data["key"],
        facts=form.facts(),
        partner_areas=list(data["partner_areas"]),
        proofs=form.proofs_added() if isinstance(form, ReportForm) else (),
        removed=data.get("removed", ()),
        version=data.get("version"),
    )


def take_refusal(form: EventForm, refusal: ValidationError) -> None:
    """What an operation refused, at the field that stands for it."""
    errors = refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal.error_list}
    for name, found in errors.items():
        field = {"starts_at": "begins", "ends_at": "ends"}.get(name, name)
        form.add_error(field if field in form.fields else None, found)
