"""A desk: a form that an officer opens for a tablet or a phone. Its signed address says for which wave, by whom, how and
where people are helped, so that it works without a signal and without the officer's own session on the device."""

from dataclasses import dataclass

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from surveys.enums import Mode
from surveys.models import Place, Wave

SIGNER = Signer(salt="surveys.desk", sep="~")
PARTS, LONGEST = 5, 200
ALONE = "-"  # at no place that has a code


class BadDeskError(Exception):
    """No address that we signed."""


@dataclass(frozen=True)
class Desk:
    """``place``: code of the place, empty on a round or at the telephone; ``is_stall``: strangers type themselves."""

    wave: int
    officer: int
    mode: Mode
    place: str = ""
    is_stall: bool = False

    @property
    def token(self) -> str:
        parts = (self.wave, self.officer, self.mode.value, self.place or ALONE, int(self.is_stall))
        return SIGNER.sign(".".join(map(str, parts)))


def read_desk(token: str) -> Desk:
    try:
        parts = SIGNER.unsign(token[:LONGEST]).split(".")
    except BadSignature as error:
        raise BadDeskError from error
    if len(parts) != PARTS:
        raise BadDeskError
    wave, officer, mode, place, is_stall = parts
    return Desk(int(wave), int(officer), Mode(mode), "" if place == ALONE else place, is_stall == "1")


HOW = [
    ("round", _("I read aloud and type: at the door, at a desk, on a round")),
    ("stall", _("A tablet at a stall: people type themselves, one after the other")),
    ("telephone", _("By telephone")),
]


class DeskForm(forms.Form):
    how = forms.ChoiceField(label=_("How people are asked"), choices=HOW, widget=forms.RadioSelect)
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label=_("Where"),
        required=False,
        empty_label=_("At no venue of the list"),
        help_text=_("People of one venue are alike, and the interval has to know it."),
    )

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places

    def desk(self, wave: Wave, officer) -> Desk:
        how, place = self.cleaned_data["how"], self.cleaned_data["place"]
        mode = Mode.TELEPHONE if how == "telephone" else Mode.ASSISTED
        code = place.code if place and mode == Mode.ASSISTED else ""
        return Desk(wave.pk, officer.pk, mode, code, how == "stall")
