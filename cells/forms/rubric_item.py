"""One item of a rubric as a form: its words, its points, and the figures of its way of scoring."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cells.enums import EvidenceKind, MethodKind
from cells.rubric.faults import item_faults, number_of
from portal.procedure.digests import digest_of

GATE = "gate"
WAYS = {
    "all_or_none": MethodKind.ALL_OR_NONE.label,
    "deduct": MethodKind.DEDUCT.label,
    "count": MethodKind.COUNT.label,
    "shortfall": _("By rate: points off below a target"),
    "share": _("By rate: in proportion"),
    "options": _("By tier: one of several applies"),
    "parts": _("By tier: parts that add up"),
    "tiers": _("By tier: by a number"),
}
# The figures and words without which a way says nothing.
NEEDS = {
    "deduct": ("step",),
    "count": ("each",),
    "shortfall": ("target", "step", "loss"),
    "options": ("lines",),
    "parts": ("lines",),
    "tiers": ("lines", "unit", "unit_en"),
}
# Of which ways a field is.
OF_WAYS = {
    "step": "deduct shortfall",
    "floor": "deduct",
    "each": "count",
    "target": "shortfall",
    "loss": "shortfall",
    "lines": "options parts tiers",
    "otherwise": "tiers",
    "unit": "tiers",
    "unit_en": "tiers",
}
WORDS = ("code", "text", "text_en", "rule", "rule_en", "not_applicable_when", "not_applicable_when_en")
FIGURES = ("step", "floor", "each", "target", "loss", "otherwise")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _figure(label, help_text=""):
    return forms.DecimalField(label=label, help_text=help_text, required=False, min_value=0, decimal_places=2)


def _words(label, rows=2, **more):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=1000, **more)


class PointsForm(forms.Form):
    """What a whole section is worth."""

    points = forms.DecimalField(label=_("Points of the section"), min_value=0, max_value=100, decimal_places=2)


class ItemForm(forms.Form):
    # Of the ways that are not chosen no field is shown, and a browser would wait for it.
    use_required_attribute = False
    # The item as it was shown: who saved it meanwhile is not written over unseen.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    code = forms.RegexField(
        r"^[A-Za-z0-9-]+$",
        label=_("Code of the item"),
        max_length=20,
        help_text=_("Letters, figures and hyphens, such as JG-A1."),
    )
    text = _words(_("What is asked"))
    text_en = _words(_("What is asked, in English"))
    points = forms.DecimalField(label=_("Points of the item"), min_value=0, decimal_places=2)
    method = forms.ChoiceField(label=_("Way of scoring"), choices=WAYS.items())
    step = _figure(
        _("Step"), _("Points off for each finding; by rate: how many percent below the target are one step.")
    )
    floor = _figure(_("Never below"), _("Points that stay however much is found."))
    each = _figure(_("Points for each"))
    target = _figure(_("Target (%)"))
    loss = _figure(_("Points off for each step"))
    lines = forms.CharField(
        label=_("Tiers, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Words: Chinese | English | points. By a number: at least | points."),
    )
    otherwise = _figure(_("Points below the lowest tier"))
    unit = forms.CharField(label=_("What the number is"), required=False, max_length=40)
    unit_en = forms.CharField(label=_("What the number is, in English"), required=False, max_length=40)
    rule = _words(_("Rule, as the unit reads it"), required=False)
    rule_en = _words(_("Rule in English"), required=False)
    evidence = forms.MultipleChoiceField(
        label=_("Evidence"), choices=EvidenceKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    not_applicable_when = _words(_("Does not apply when"), 1, required=False)
    not_applicable_when_en = _words(_("Does not apply when, in English"), 1, required=False)
    was = forms.CharField(
        label=_("Codes of the version before"),
        required=False,
        help_text=_("Where the item had another code, with blanks between them: a renewal carries its answer over."),
    )

    def __init__(self, *args, item: dict[str, Any] | None, gate: bool, taken: set[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.item, self.gate, self.taken = item or {}, gate, taken
        self.initial = _plain(self.item) | {"seen": digest_of(self.item)} | self.initial
        for name in ("points", "method", *FIGURES, "lines", "unit", "unit_en") if gate else ():
            del self.fields[name]

    def with_ways(self):
        """Each field, and the ways of scoring that ask for it; none means all. What a way needs is not called optional."""
        for name in {name for needed in NEEDS.values() for name in needed} & set(self.fields):
            self.fields[name].required = True
        return [(field, OF_WAYS.get(field.name, "")) for field in self.visible_fields()]

    def clean(self):
        data = super().clean()
        if self.item and data.get("seen") != self.initial["seen"]:
            self.data = self.data.copy()
            self.data["seen"] = self.initial["seen"]
            self.add_error(
                None,
                _(
                    "Somebody else saved this item meanwhile. Look at what the unit will see; pressed again, yours stands."
                ),
            )
        if data.get("code") in self.taken:
            self.add_error("code", _("Another item has this code."))
        for name in NEEDS.get(data.get("method"), ()):
            if data.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, _("This way of scoring needs it."))
        if not self.errors:
            self._judge()
        return data

    def _judge(self):
        try:
            data = self.built()
        except ValueError:
            self.add_error(
                "lines", _("A line cannot be read. Words: Chinese | English | points. By a number: at least | points.")
            )
            return
        for fault in item_faults(data, gate=self.gate):
            self.add_error(None, fault.words)

    def built(self) -> dict[str, Any]:
        """The item as the definition holds it; what no field shows stays as it was."""
        data = self.cleaned_data
        found = dict(self.item) | {
            name: data[name] for name in WORDS if data[name] or name in ("code", "text", "text_en")
        }
        for name in ("rule", "rule_en", "not_applicable_when", "not_applicable_when_en"):
            if not data[name]:
                found.pop(name, None)
        found |= {"evidence": data["evidence"], "was": data["was"].split()}
        found["method"] = {"type": GATE} if self.gate else _method(data)
        if not self.gate:
            found["points"] = plain(data["points"])
        return found if found["was"] else {name: value for name, value in found.items() if name != "was"}


def plain(number: Decimal | int) -> int | str:
    """As a definition holds a number: whole, or as text."""
    return int(number) if number == int(number) else format(Decimal(number).normalize(), "f")


def _method(data) -> dict[str, Any]:
    figure = {name: plain(data[name] or 0) for name in FIGURES}
    built = {
        "deduct": lambda: {"type": "deduct", "step": figure["step"], "floor": figure["floor"]},
        "count": lambda: {"type": "count", "each": figure["each"], "cap": plain(data["points"])},
        "shortfall": lambda: {"type": "rate", **{name: figure[name] for name in NEEDS["shortfall"]}},
        "share": lambda: {"type": "rate", "share": True},
        "options": lambda: {"type": "tiered", "options": _choices(data["lines"])},
        "parts": lambda: {"type": "tiered", "parts": _choices(data["lines"])},
        "tiers": lambda: {
            "type": "tiered",
            "tiers": _tiers(data["lines"]),
            "otherwise": figure["otherwise"],
            "unit": data["unit"],
            "unit_en": data["unit_en"],
        },
    }
    return built.get(data["method"], lambda: {"type": data["method"]})()


def _cells(text: str, count: int) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.replace("｜", "|").split("|")] for line in text.splitlines() if line.strip()]
    if any(len(row) != count or number_of(row[-1]) is None for row in rows):
        raise ValueError
    return rows


def _choices(text: str) -> list[dict[str, Any]]:
    rows = _cells(text, 3)
    if len(rows) > len(LETTERS):
        raise ValueError
    return [
        {"code": code, "label": label, "label_en": label_en, "points": plain(Decimal(points))}
        for code, (label, label_en, points) in zip(LETTERS, rows, strict=False)
    ]


def _tiers(text: str) -> list[dict[str, Any]]:
    rows = _cells(text, 2)
    if any(number_of(least) is None for least, _points in rows):
        raise ValueError
    return [{"at_least": plain(Decimal(least)), "points": plain(Decimal(points))} for least, points in rows]


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    """The item as the fields show it."""
    method = dict(item.get("method") or {})
    kind = method.pop("type", "")
    found = {name: item.get(name, "") for name in WORDS} if item else {}
    found |= {"points": item.get("points"), "evidence": item.get("evidence", []), "was": " ".join(item.get("was", []))}
    found |= {name: method[name] for name in (*FIGURES, "unit", "unit_en") if name in method}
    found["method"] = kind
    if kind == "rate":
        found["method"] = "share" if method.get("share") else "shortfall"
    for way in ("options", "parts"):
        if way in method:
            lines = [f"{each['label']} | {each['label_en']} | {each['points']}" for each in method[way]]
            found |= {"method": way, "lines": "\n".join(lines)}
    if "tiers" in method:
        lines = [f"{each['at_least']} | {each['points']}" for each in method["tiers"]]
        found |= {"method": "tiers", "lines": "\n".join(lines)}
    return found
