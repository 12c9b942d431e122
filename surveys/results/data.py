"""What data files of a closed wave hold: a row an answer, the words apart from the rows, counts with small ones hidden.

A row says nothing of when, where the code hung or which community; rows come in the order of their random ids.
"""

from collections.abc import Iterator

from surveys.enums import Channel, FlagState, Kind, Layer, Mode, Tier
from surveys.models import Flag, Response, Wave
from surveys.queries import areas_with_communities, tally_of
from surveys.questionnaire import OTHER, Column, Wording, columns_of
from surveys.results.breakdown import hidden
from surveys.results.classification import ANSWERED, question_subject
from surveys.results.representativeness import SHOWN_FROM
from surveys.tallies import categories

PORTION = 2_000
YES_NO = {"0": Wording("否", "no"), "1": Wording("是", "yes")}


def data_columns(wave: Wave) -> list[Column]:
    """How an answer came in, whether it is in the figures, and what it says."""
    areas = {area.code: Wording(area.name, area.name_en or area.name) for area in areas_with_communities()}
    return [
        Column("mode", Wording("填写方式", "Mode"), labels=_choices(Mode)),
        Column("channel", Wording("渠道", "Channel"), labels=_choices(Channel)),
        Column("tier", Wording("可信层级", "Trust tier"), labels=_choices(Tier)),
        Column("counted", Wording("计入核查后的数据", "In the figures after checks"), option="1", labels=YES_NO),
        *columns_of(wave.version.questionnaire, areas),
    ]


def data_rows(wave: Wave, columns: list[Column]) -> Iterator[list[str]]:
    asked = columns[4:]
    out = set(
        Flag.objects.filter(response__wave=wave)
        .exclude(state=FlagState.KEPT)
        .values_list("response_id", flat=True)
        .distinct()
    )
    rows = Response.objects.filter(wave=wave).order_by("pk").values_list("pk", "mode", "channel", "tier", "answers")
    for key, mode, channel, tier, answers in rows.iterator(chunk_size=PORTION):
        yield [mode, channel, tier, str(int(key not in out)), *(column.value(answers) for column in asked)]


def codebook_rows(columns: list[Column], language: str) -> Iterator[list[str | int]]:
    """Each variable, its words, and each of its answers with the number that it has in the .sav file."""
    for column in columns:
        words = column.label.in_language(language)
        if not column.labels:
            yield [column.name, words, "", "", ""]
        for code, label in column.labels.items():
            number = int(code) if column.option else column.codes[code]
            yield [column.name, words, code, number, label.in_language(language)]


def word_rows(wave: Wave) -> Iterator[list[str]]:
    """What people wrote, question by question, each in alphabetical order: nothing joins a text to a row."""
    names = {item.id: item.id for item in wave.version.questionnaire.questions if item.kind == Kind.TEXT}
    names |= {item.id + OTHER: item.id for item in wave.version.questionnaire.questions if item.has_options}
    found = [
        (names[name], text)
        for answers in Response.objects.filter(wave=wave).values_list("answers", flat=True).iterator(PORTION)
        for name in names.keys() & answers.keys()
        for text in answers[name]
    ]
    yield from map(list, sorted(found))


def count_rows(wave: Wave, language: str) -> Iterator[list[str | int]]:
    """Each answer of each question with its number after checks; small ones are hidden, and others with them."""
    tally = tally_of(wave, Layer.CLEANED)
    for item in wave.version.questionnaire.questions:
        if not item.has_options:
            continue
        counts = categories(tally, question_subject(item))
        answered = counts.pop(ANSWERED, 0)
        withheld = hidden(counts, SHOWN_FROM)
        for option in item.options:
            n = counts[option.code]
            shown = "" if option.code in withheld else n
            yield [item.id, item.text.in_language(language), option.code, option.text.in_language(language), shown]
        shown = answered if answered >= SHOWN_FROM else ""
        yield [item.id, item.text.in_language(language), ANSWERED, "", shown]


def _choices(choices) -> dict[str, Wording]:
    """The words of the page's language in both places: a file has one language."""
    return {code: Wording(str(label), str(label)) for code, label in choices.choices}
