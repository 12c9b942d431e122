"""Settling a sheet that two people keyed differently: for each field what the paper says."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from surveys.keying import Difference, Pair
from surveys.questionnaire import COMMUNITY, OTHER, Questionnaire

FIRST, SECOND, NEITHER = "first", "second", "neither"


class SettleForm(forms.Form):
    def __init__(self, *args, questionnaire: Questionnaire, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair, self.found = pair, pair.differences
        for found in self.found:
            self.fields[found.field] = forms.ChoiceField(
                label=_question(questionnaire, found.field),
                choices=_choices(questionnaire, found),
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, list[str]]:
        """The sheet as it was decided."""
        settled = dict(self.pair.first)
        for found in self.found:
            chosen = {FIRST: found.first, SECOND: found.second, NEITHER: ()}[self.cleaned_data[found.field]]
            settled.pop(found.field, None)
            if chosen:
                settled[found.field] = list(chosen)
        return settled


def _choices(questionnaire: Questionnaire, found: Difference) -> list[tuple[str, str]]:
    offered = [(FIRST, found.first), (SECOND, found.second)]
    if found.first and found.second:
        offered.append((NEITHER, ()))
    return [(code, _words(questionnaire, found.field, values)) for code, values in offered]


def _base(name: str) -> str:
    return name.removesuffix(OTHER).removesuffix(COMMUNITY)


def _question(questionnaire: Questionnaire, name: str) -> str:
    return questionnaire.by_id[_base(name)].text.in_language(get_language() or "zh-hans")


def _words(questionnaire: Questionnaire, name: str, values: tuple[str, ...]) -> str:
    if not values:
        return _("Not answered on the paper")
    item, language = questionnaire.by_id[_base(name)], get_language() or "zh-hans"
    words = {option.code: option.text.in_language(language) for option in item.options}
    return item.kind.said(values, words, "、")
