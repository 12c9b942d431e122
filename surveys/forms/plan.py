"""The sample plan as a grid: a row an area, a column an age, and one for all ages together."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.directory.models import Area
from surveys.enums import Dimension
from surveys.models import Wave

MOST = 100_000


def ages_of(wave: Wave) -> list[tuple[str, str]]:
    """(code, words) of the ages that the questionnaire asks for, but those for whom it ends; then all together."""
    questionnaire = wave.wording
    item = questionnaire.question_of(Dimension.AGE) if questionnaire else None
    language = get_language() or "zh-hans"
    asked = [option for option in item.options if not option.ends] if item else []
    return [*((option.code, option.text.in_language(language)) for option in asked), ("", _("All ages together"))]


class PlanForm(forms.Form):
    def __init__(self, *args, wave: Wave, areas: Sequence[Area], wanted: Mapping[tuple[str, str], int], **kwargs):
        super().__init__(*args, **kwargs)
        self.ages, self.areas = ages_of(wave), areas
        for area in areas:
            for age, words in self.ages:
                self.fields[f"{area.code}:{age}"] = forms.IntegerField(
                    label=f"{area.label}, {words}",
                    required=False,
                    min_value=0,
                    max_value=MOST,
                    initial=wanted.get((area.code, age)),
                    widget=forms.TextInput(
                        attrs={"inputmode": "numeric", "size": 5, "aria-label": f"{area.label}, {words}"}
                    ),
                )

    def rows(self):
        """(area, its fields) in the order of the columns."""
        return [(area, [self[f"{area.code}:{age}"] for age, _words in self.ages]) for area in self.areas]

    def wanted(self) -> dict[tuple[str, str], int]:
        given = {name.partition(":"): number for name, number in self.cleaned_data.items() if number}
        return {(area, age): number for (area, _colon, age), number in given.items()}
