"""The sample plan as a grid: a row an area, a column an age, and one for all ages together."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import get_language, gettext_lazy
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


class NeedForm(forms.Form):
    """What is wanted, and where people can be met."""

    half_width = forms.DecimalField(
        label=gettext_lazy("How sure: give or take so many points"),
        min_value=1,
        max_value=20,
        max_digits=4,
        decimal_places=1,
        help_text=gettext_lazy("Half of the 95 % interval of a share of the whole district, such as 3."),
    )
    venues = forms.IntegerField(
        label=gettext_lazy("Venues at which people are met"),
        min_value=1,
        max_value=2000,
        help_text=gettext_lazy(
            "Halls, markets, gates, stalls, events. More venues help more than more people at each."
        ),
    )
    share = forms.IntegerField(
        label=gettext_lazy("Share that is expected, in per cent"),
        min_value=5,
        max_value=95,
        initial=80,
        help_text=gettext_lazy("As in the last wave; 50 is the safe side."),
    )


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
        """(area, its fields with the words for their ages) in the order of the columns."""
        return [(area, [(words, self[f"{area.code}:{age}"]) for age, words in self.ages]) for area in self.areas]

    def wanted(self) -> dict[tuple[str, str], int]:
        given = {name.partition(":"): number for name, number in self.cleaned_data.items() if number}
        return {(area, age): number for (area, _colon, age), number in given.items()}
