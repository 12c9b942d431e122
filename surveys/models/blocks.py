"""The pieces of which an author builds a questionnaire in the content system."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from surveys.enums import Dimension
from surveys.questionnaire import KINDS, Kind
from surveys.questionnaire.author_fields import Field, Of
from surveys.questionnaire.route_rows import How

CODE_LABEL = _("code")
CODE = r"^[A-Za-z_]\w*$"


def words(label, *, required: bool = True, prefix: str = "") -> list[tuple[str, blocks.Block]]:
    """The same text in both languages."""
    return [
        (f"{prefix}zh", blocks.CharBlock(label=label, required=required)),
        (f"{prefix}en", blocks.CharBlock(label=_("in English"), required=required)),
    ]


def code(label=CODE_LABEL) -> blocks.Block:
    """Whoever leaves it empty gets one by rule (questionnaire/codes.py)."""
    return blocks.RegexBlock(
        CODE,
        label=label,
        required=False,
        help_text=_("Empty: it is made by rule and stays."),
        error_messages={"invalid": _("Letters, digits and underscores, beginning with a letter.")},
    )


def picked(label, what: str, **more) -> blocks.Block:
    """A code that the editor offers from what this draft has: a question, an answer, an ending, a scale (picks.js)."""
    return blocks.CharBlock(label=label, form_attrs={"data-pick": what, "autocomplete": "off"}, **more)


OPTION = [
    *words(_("words of the answer")),
    ("exclusive", blocks.BooleanBlock(label=_("excludes all others"), required=False)),
    ("other", blocks.BooleanBlock(label=_("asks for words"), required=False)),
    ("ends", picked(_("leads to the ending"), "ending", required=False)),
    ("code", code()),
]
STATEMENT = [*words(_("words of the statement")), ("id", code())]
STEP = [
    *words(_("words of the answer")),
    (
        "polarity",
        blocks.IntegerBlock(
            label=_("strength, such as 2, 1, -1, -2"), required=False, help_text=_("Empty: the way out (I cannot say).")
        ),
    ),
    ("code", code()),
]


def rows(fields, label) -> blocks.Block:
    return blocks.ListBlock(blocks.StructBlock(fields), label=label, default=[], collapsed=True)


SAID = [*words(_("text")), *words(_("help"), required=False, prefix="help_"), ("id", code(_("code of the question")))]
ASKED = [
    ("required", blocks.BooleanBlock(label=_("must be answered"), required=False)),
    ("dimension", blocks.ChoiceBlock(Dimension.choices, label=_("says who answers"), required=False)),
]
HOW = [
    (How.CHOSEN.value, _("was answered with one of")),
    (How.NOT_CHOSEN.value, _("was answered with none of")),
    (How.AT_LEAST.value, _("is this number or more")),
    (How.AT_MOST.value, _("is this number or less")),
    (How.RULE.value, _("a rule as data")),
]
ROUTE = [
    ("question", picked(_("earlier question"), "question", required=False)),
    ("how", blocks.ChoiceBlock(HOW, label=_("how"), default=How.CHOSEN.value)),
    ("what", picked(_("answers, or the number"), "answer", required=False)),
]
ROUTED = [
    (
        "asked_join",
        blocks.ChoiceBlock(
            [("all", _("all of these")), ("any", _("any of these"))],
            label=_("asked only if"),
            default="all",
            required=False,
        ),
    ),
    ("routes", rows(ROUTE, _("conditions"))),
]
PLAIN = [*words(_("words of the answer")), ("code", code())]


def lines(field: Field) -> blocks.Block:
    told = _("One answer a line, Chinese | English. They become answers when you save.")
    return blocks.TextBlock(label=field.label, required=False, help_text=told)


def number(field: Field) -> blocks.Block:
    limits = {} if field.least is None else {"min_value": field.least}
    return blocks.IntegerBlock(label=field.label, required=False, **limits)


MADE = {
    Of.FLAG: lambda field: blocks.BooleanBlock(label=field.label, required=False),
    Of.NUMBER: number,
    Of.DAY: lambda field: blocks.DateBlock(label=field.label, required=False),
    Of.SCALE: lambda field: picked(field.label, "scale", default="satisfaction"),
    Of.LINES: lines,
    Of.OPTIONS: lambda field: rows(OPTION, field.label),
    Of.PLAIN: lambda field: rows(PLAIN, field.label),
    Of.STATEMENTS: lambda field: rows(STATEMENT, field.label),
}


def _fields(kind: Kind) -> list[tuple[str, blocks.Block]]:
    found = []
    for field in kind.fields:
        is_words = field.of == Of.WORDS
        found += words(field.label, prefix=f"{field.name}_") if is_words else [(field.name, MADE[field.of](field))]
    return found


def _block(kind: Kind) -> blocks.Block:
    asked = ASKED if kind.is_question else []
    return blocks.StructBlock([*SAID, *asked, *_fields(kind), *ROUTED], label=kind.label, icon=kind.icon)


def item_blocks() -> blocks.StreamBlock:
    return blocks.StreamBlock([(word, _block(kind)) for word, kind in KINDS.items()], required=False)


def ending_blocks() -> blocks.StreamBlock:
    ending = blocks.StructBlock([*words(_("text")), ("code", code())], label=_("ending"))
    return blocks.StreamBlock([("ending", ending)], required=False)


def scale_blocks() -> blocks.StreamBlock:
    scale = blocks.StructBlock([("steps", rows(STEP, _("steps"))), ("code", code())], label=_("scale"))
    return blocks.StreamBlock([("scale", scale)], required=False)
