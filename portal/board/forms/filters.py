"""What to list."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.board.enums import State
from portal.board.results.words import category_words
from portal.directory.models import Area, AreaKind, Department
from portal.text import folded_text

ANY = [("", _("All"))]


class BoardFilterForm(forms.Form):
    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    category = forms.ChoiceField(label=_("Category"), required=False)
    department = forms.ModelChoiceField(
        Department.objects.all(),
        to_field_name="code",
        label=_("Responsible department"),
        required=False,
        empty_label=_("All"),
    )
    area = forms.ModelChoiceField(
        Area.objects.exclude(kind=AreaKind.DISTRICT),
        to_field_name="code",
        label=_("Town or subdistrict"),
        required=False,
        empty_label=_("All"),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*ANY, *State.choices])
    mandatory = forms.BooleanField(label=_("Mandatory (★) only"), required=False)

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        categories = dict.fromkeys((row.indicator.category, category_words(row.indicator)) for row in rows)
        self.fields["category"].choices = [*ANY, *categories]
        for name in ("department", "area"):
            self.fields[name].label_from_instance = lambda office: office.label

    @property
    def is_asked(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def chosen(self, rows: list) -> list:
        """The rows asked for; what cannot be read as a question is left out of it."""
        self.is_valid()
        asked = self.cleaned_data
        tests = [
            (asked.get("q"), lambda row, words: folded_text(words) in _searched(row)),
            (asked.get("category"), lambda row, category: row.indicator.category == category),
            (asked.get("department"), lambda row, department: department in row.indicator.departments.all()),
            (asked.get("area"), lambda row, area: row.indicator.all_areas and area.is_town_or_street),
            (asked.get("state"), lambda row, state: row.state == state),
            (asked.get("mandatory"), lambda row, _yes: row.indicator.mandatory),
        ]
        return [row for row in rows if all(test(row, value) for value, test in tests if value)]


def _searched(row) -> str:
    indicator = row.indicator
    return folded_text(f"{indicator.number} {indicator.name} {indicator.name_en} {indicator.subcategory}")
