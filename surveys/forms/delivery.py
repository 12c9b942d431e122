"""A contractor's file and its code map as they are handed in: read whole, or refused with each fault by its cell."""

import hashlib
from collections import Counter
from pathlib import PurePath

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal import heavy
from portal.papers.errors import UnreadableError
from portal.papers.files import read_grid
from portal.papers.files.grid import Grid, cell_name
from portal.papers.files.limits import MEGABYTE, Limits
from portal.papers.files.sav import SECONDS, grid_of_sav, is_sav
from portal.papers.words import problem
from surveys.dispositions import INTERVIEWED, group_of
from surveys.forms.code_map import CodeMap, Wrong, map_in, plain_map
from surveys.forms.delivered import Delivered, Trouble, delivered
from surveys.forms.personal import columns_of_names, personal_cells, personal_heads
from surveys.forms.words import words
from surveys.operations.deliveries import Contents, Contract
from surveys.questionnaire import Places, Questionnaire

LIMITS = Limits(file_bytes=10 * MEGABYTE, unpacked_bytes=80 * MEGABYTE, columns=400, signs=4_000_000)
FEWEST, SHOWN = 2, 100
ACCEPTED = ".sav,.xlsx,.xls,.et,.ods,.csv"


class DeliveryForm(forms.Form):
    contractor = forms.CharField(label=gettext_lazy("Contractor"), max_length=100)
    method = forms.CharField(
        label=gettext_lazy("How people were asked"),
        max_length=200,
        help_text=gettext_lazy(
            "Such as: by telephone, numbers drawn at random; at the door, households drawn from a list."
        ),
    )
    frame = forms.CharField(
        label=gettext_lazy("From whom people were drawn, and how"),
        max_length=300,
        help_text=gettext_lazy(
            "The list or the numbers that the sample was drawn from, its strata and stages. Residents read this."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("File with the answers"),
        help_text=gettext_lazy("XLSX, CSV or SAV, a row for each case, without names, telephone or identity numbers."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    code_map = forms.FileField(
        label=gettext_lazy("Code map"),
        required=False,
        help_text=gettext_lazy(
            "The table that you gave the contractor, filled in. Without one, columns are called as the questions are."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    outcomes = forms.CharField(
        label=gettext_lazy("Cases without an interview"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy(
            "Where the file has interviews alone: one AAPOR code and its number a line, such as: 2.11 35"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, questionnaire: Questionnaire, places: Places, **kwargs):
        super().__init__(*args, **kwargs)
        self.questionnaire, self.places = questionnaire, places
        self.troubles: list[tuple[str, str, str]] = []  # cell, column, what is wrong
        self.more = 0

    def clean_outcomes(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for line in self.cleaned_data["outcomes"].splitlines():
            code, _blank, number = line.strip().partition(" ")
            group = group_of(code)
            is_case = group is not None and group not in INTERVIEWED
            if line.strip() and not (is_case and number.strip().isdecimal() and len(number.strip()) < len("1000000")):
                raise forms.ValidationError(
                    _("This line is no code of a case without an interview and a number: %(line)s") % {"line": line}
                )
            if line.strip():
                found[code] += int(number)
        return found

    def clean(self):
        given = super().clean()
        if not self.errors:
            self._read(given)
        return given

    def _read(self, given) -> None:
        self.bytes = given["file"].read(LIMITS.file_bytes + 1)
        try:
            rows = _grid(self.bytes).rows
            mapped = given.get("code_map") and _grid(given["code_map"].read(LIMITS.file_bytes + 1)).rows
        except UnreadableError as error:
            self.add_error("file", problem(error))
            return
        code_map, wrong = (
            map_in(mapped, self.questionnaire) if mapped else (plain_map(_head(rows), self.questionnaire), [])
        )
        if wrong:
            self._tell([(str(each.line), each.what, _wrong_words(each)) for each in wrong], "code_map")
            return
        personal = _personal(rows, code_map)
        if personal:
            self._tell(personal, "file")
            return
        self.code_map, self.found = code_map, delivered(rows, code_map, self.questionnaire, self.places)
        self._judge(given)

    def _judge(self, given) -> None:
        if self.found.troubles:
            self._tell([(each.cell, each.column, _trouble_words(each)) for each in self.found.troubles], "file")
        elif len(self.found.interviews) < FEWEST:
            self.add_error("file", _("No interview was found in this file."))
        elif given["outcomes"] and "disposition" in self.code_map.roles:
            self.add_error("outcomes", _("The file says itself how each case ended; please leave this empty."))

    def _tell(self, troubles: list[tuple[str, str, str]], name: str) -> None:
        self.troubles, self.more = troubles[:SHOWN], max(0, len(troubles) - SHOWN)
        self.add_error(name, _("Nothing was taken in. What is wrong stands below, by its cell."))

    def contract(self) -> Contract:
        given = self.cleaned_data
        digest = hashlib.sha256(self.bytes).hexdigest()
        name = PurePath(given["file"].name).name[:150]
        return Contract(given["contractor"], given["method"], given["frame"], name, digest, self.code_map.as_data())

    def contents(self) -> Contents:
        outcomes = self.found.outcomes + self.cleaned_data["outcomes"]
        return Contents(self.found.interviews, dict(sorted(outcomes.items())), _facts(self.found))


def _facts(found: Delivered) -> dict:
    weights = [row["weight"] for row in found.interviews]
    total, squares = sum(weights), sum(weight * weight for weight in weights)
    clusters = {(row["stratum"], row["cluster"]) for row in found.interviews if row["cluster"]}
    strata = {row["stratum"] for row in found.interviews}
    once = [stratum for stratum in strata if sum(one == stratum for one, _cluster in clusters) == 1]
    return {
        "interviews": len(weights),
        "ended": found.ended,
        "strata": len(strata),
        "clusters": len(clusters) or len(weights),
        "alone": sorted(once) if clusters else [],
        "lightest": min(weights),
        "heaviest": max(weights),
        "kish": round(len(weights) * squares / total**2, 4),
        "unused": found.unused,
    }


def _grid(data: bytes) -> Grid:
    with heavy.turn():
        if not is_sav(data):
            return read_grid(data, LIMITS)
        if len(data) > LIMITS.file_bytes:
            raise UnreadableError("too_large", limit=LIMITS.file_bytes // MEGABYTE)
        done = heavy.child("portal.papers.files.sav", data=data, seconds=SECONDS)
        if done.returncode:
            raise UnreadableError("damaged")
        return grid_of_sav(done.stdout, LIMITS)


def _head(rows) -> list[str]:
    return [text.strip() for text in rows[min(rows)]] if rows else []


def _personal(rows, code_map: CodeMap) -> list[tuple[str, str, str]]:
    """What can lead to a person, by its cell and without its words. A column of listed answers may be called as it is."""
    first, head = min(rows, default=0), _head(rows)
    listed = {name for name, reads in code_map.columns.items() if reads.options is not None}
    rest = {number: texts for number, texts in rows.items() if number > first}
    heads = [at for at in personal_heads(head) if head[at] not in listed]
    named = [at for at in columns_of_names(rest) if at < len(head) and head[at] not in listed]
    told = [
        (cell_name(first - 1, at), head[at], _("This column is called as one that leads to a person.")) for at in heads
    ]
    told += [
        (cell_name(first - 1, at), head[at], _("This column holds what looks like names of people.")) for at in named
    ]
    said = _("Here stands a telephone or identity number, or an address of mail.")
    return told + [
        (cell_name(number - 1, at), head[at] if at < len(head) else "", said) for number, at in personal_cells(rest)
    ]


def _wrong_words(wrong: Wrong) -> str:
    return {
        "no_head": _("No row names the four columns: column, question, value, option."),
        "question": _("There is no such question."),
        "option": _("There is no such answer to this question."),
        "column_twice": _("This column answers two questions."),
    }[wrong.code]


def _trouble_words(trouble: Trouble) -> str:
    if trouble.problem is not None:
        return words(trouble.problem)
    return {
        "no_column": _("The file has no such column."),
        "disposition": _("This is no code of AAPOR’s, such as 1.1 or 2.11."),
        "value": _("The code map does not say what this value is."),
        "stratum": _("The stratum is missing, or longer than 60 signs."),
        "cluster": _("The cluster is missing, or longer than 60 signs."),
        "weight": _("A weight is a number above nought."),
    }[trouble.code]
