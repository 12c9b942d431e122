"""One section of a rubric as a form: an input for each criterion that fits its scoring method."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.enums import CriterionKind, MarkState, MethodKind
from cells.models.scheme import in_language
from cells.operations.filing import Entry
from cells.queries.filing import needs_evidence
from cells.rubric.criteria import Criterion, Share, Shortfall, Steps
from portal.evidence.forms import LIMITS_IN_WORDS, EvidenceFileField

NONE = "none"
ANSWER_FIELDS = ("value", "na", "abstain", "note", "revision")
FIELDS = (*ANSWER_FIELDS, "files", "link")
LABELS = {
    MethodKind.DEDUCT: _("How many were found (0 if none)"),
    MethodKind.COUNT: _("How many, as the item asks"),
    MethodKind.RATE: _("Rate reached (%)"),
}


class SectionForm(forms.Form):
    """Answers of one section. `rows` are saved answers or scores by criterion."""

    with_evidence = True
    use_required_attribute = False
    met_label = _("Self-assessment")
    files_in_words = LIMITS_IN_WORDS

    def __init__(self, *args, criteria: Iterable[Criterion], rows: Mapping[str, Any], **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        self.rows = rows
        for criterion in self.criteria:
            self._add(criterion, rows.get(criterion.code))

    def _add(self, criterion: Criterion, row) -> None:
        code = criterion.code
        self.fields[f"{code}-value"] = value_field(criterion, self.met_label)
        self.initial[f"{code}-value"] = _initial(criterion, row)
        if criterion.may_not_apply:
            when = in_language(criterion.not_applicable_when, criterion.not_applicable_when_en)
            label = _("Not applicable: %(when)s") % {"when": when}
            self.fields[f"{code}-na"] = forms.BooleanField(label=label, required=False)
            self.initial[f"{code}-na"] = bool(row and row.state == MarkState.NOT_APPLICABLE)
        note = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=1000)
        note.label = _("Note; for “not applicable” the reason") if criterion.may_not_apply else _("Note")
        self.fields[f"{code}-note"] = note
        self.initial[f"{code}-note"] = row.note if row else ""
        self.fields[f"{code}-revision"] = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
        self.initial[f"{code}-revision"] = getattr(row, "revision", 0) if row else 0
        if self.with_evidence:
            self.fields[f"{code}-files"] = EvidenceFileField(
                label=_files_label(criterion), required=False, help_text=None
            )
            self.fields[f"{code}-link"] = forms.URLField(
                label=_("Or a link"), required=False, max_length=500, assume_scheme="https"
            )

    def bound(self, criterion: Criterion) -> dict[str, Any]:
        """The bound fields of one criterion, for the template."""
        # A draft may be saved with gaps, but a scored item is not optional: its label shall not say so.
        scored = criterion.kind != CriterionKind.BONUS
        self.fields[f"{criterion.code}-value"].required = scored
        if self.with_evidence:
            row = self.rows.get(criterion.code)
            has_some = bool(row and row.evidence.all())
            self.fields[f"{criterion.code}-files"].required = needs_evidence(criterion) and not has_some
        return {name: self[f"{criterion.code}-{name}"] for name in FIELDS if f"{criterion.code}-{name}" in self.fields}

    def clean(self):
        for criterion in self.criteria:
            na, note = f"{criterion.code}-na", f"{criterion.code}-note"
            if self.cleaned_data.get(na) and not self.cleaned_data.get(note, "").strip():
                self.add_error(note, _("Please say why this does not apply to you."))
        return self.cleaned_data

    def entries(self) -> list[Entry]:
        return [self._entry(criterion) for criterion in self.criteria]

    def sound_entries(self) -> list[Entry]:
        """Those without an error in their own fields: one wrong figure holds up no other answer."""
        return [self._entry(criterion) for criterion in self.criteria if not self._faults(criterion, ANSWER_FIELDS)]

    def faults(self) -> dict[str, list[str]]:
        """What is wrong, in words, by criterion."""
        found = {criterion.code: self._faults(criterion, FIELDS) for criterion in self.criteria}
        return {code: words for code, words in found.items() if words}

    def refused_files(self) -> list[str]:
        """Criteria whose files are not taken."""
        return [criterion.code for criterion in self.criteria if self._faults(criterion, ("files",))]

    def _faults(self, criterion: Criterion, names: Iterable[str]) -> list[str]:
        return [str(word) for name in names for word in self.errors.get(f"{criterion.code}-{name}", [])]

    def _entry(self, criterion: Criterion) -> Entry:
        get, code = self.cleaned_data.get, criterion.code
        value = _stored(criterion, get(f"{code}-value"))
        state = MarkState.GIVEN if value else MarkState.UNANSWERED
        if get(f"{code}-na"):
            state, value = MarkState.NOT_APPLICABLE, {}
        return Entry(code, state, value, get(f"{code}-note", "").strip(), get(f"{code}-revision") or 0)

    def uploads(self) -> list[tuple[str, list, str]]:
        """Criteria with new files or a link."""
        found = [
            (criterion.code, self.cleaned_data.get(f"{criterion.code}-files") or [],
             self.cleaned_data.get(f"{criterion.code}-link") or "")
            for criterion in self.criteria
        ]  # fmt: skip
        return [entry for entry in found if entry[1] or entry[2]]


class EvaluationForm(SectionForm):
    """The same inputs for an evaluator; one revision for the whole evaluation."""

    with_evidence = False
    met_label = _("Your finding")
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def _add(self, criterion: Criterion, row) -> None:
        super()._add(criterion, row)
        abstain = f"{criterion.code}-abstain"
        self.fields[abstain] = forms.BooleanField(
            label=_("I cannot judge this item (say why in the note)"), required=False
        )
        self.initial[abstain] = bool(row and row.state == MarkState.ABSTAINED)

    def clean(self):
        data = super().clean()
        for criterion in self.criteria:
            note = f"{criterion.code}-note"
            if data.get(f"{criterion.code}-abstain") and not data.get(note, "").strip():
                self.add_error(note, _("Please say why you cannot judge this item."))
        return data

    def _entry(self, criterion: Criterion) -> Entry:
        entry = super()._entry(criterion)
        if self.cleaned_data.get(f"{criterion.code}-abstain"):
            return replace(entry, state=MarkState.ABSTAINED, value={})
        return entry


def _files_label(criterion: Criterion):
    if criterion.kind == CriterionKind.BONUS and needs_evidence(criterion):
        return _("Add files or photos; who claims the bonus must")
    return _("Add files or photos")


def value_field(criterion: Criterion, met_label: str) -> forms.Field:
    entry = criterion.method.entry
    if entry == "number":
        return _number_field(criterion)
    if entry == "met":
        choices = [("yes", _("Fulfilled")), ("no", _("Not fulfilled"))]
        label = met_label
    else:
        choices = [(option.code, _option_label(option)) for option in criterion.method.options]
        label = _("Which applies")
    if entry == "several":
        choices.append((NONE, _("None of these")))
        return forms.MultipleChoiceField(
            label=_("What is there (several possible)"), choices=choices, required=False,
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


def _option_label(option) -> str:
    words = in_language(option.label, option.label_en)
    return _("%(words)s (%(points)s points)") % {"words": words, "points": option.points}


def _number_field(criterion: Criterion) -> forms.DecimalField:
    method = criterion.method
    label, lowest, highest, places = LABELS.get(method.kind), 0, 9999, 0
    if isinstance(method, Steps):
        label, lowest, places = in_language(method.unit, method.unit_en), -1000, 2
        label = label[:1].upper() + label[1:]
    elif isinstance(method, (Shortfall, Share)):
        highest, places = 100, 2
    field = forms.DecimalField(
        label=label, required=False, min_value=lowest, max_value=highest, max_digits=7, decimal_places=places
    )
    field.widget.attrs.update({"inputmode": "decimal" if places else "numeric", "step": "any" if places else "1"})
    return field


def _initial(criterion: Criterion, row) -> Any:
    value = row.value if row else {}
    entry = criterion.method.entry
    if entry == "met":
        return {True: "yes", False: "no"}.get(value.get("met"))
    if entry == "number":
        return value.get("number")
    chosen = value.get("chosen", [])
    return chosen if entry == "several" else next(iter(chosen), None)


def _stored(criterion: Criterion, value: Any) -> dict[str, Any]:
    if value in (None, "", []):
        return {}
    entry = criterion.method.entry
    if entry == "met":
        return {"met": value == "yes"}
    if entry == "number":
        return {"number": format(Decimal(value).normalize(), "f")}
    if entry == "one":
        return {"chosen": [value]}
    return {"chosen": [NONE] if NONE in value else sorted(value)}
