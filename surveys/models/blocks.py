"""The pieces of which an author builds a questionnaire in the content system."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from surveys.enums import Dimension, Kind
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


LINES = blocks.TextBlock(
    label=_("answers as lines"),
    required=False,
    help_text=_("One answer a line, Chinese | English. They become answers when you save."),
)
OFFERED = [("lines", LINES), ("options", rows(OPTION, _("answers")))]


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
MOVES = [("rotates", blocks.BooleanBlock(label=_("order of answers may change"), required=False))]
SCALE = [("scale", picked(_("scale"), "scale", default="satisfaction"))]
EXTRA = {
    Kind.SINGLE: [*OFFERED, *MOVES],
    Kind.MULTIPLE: [*OFFERED, *MOVES],
    Kind.SATISFACTION: SCALE,
    Kind.STATEMENTS: [*SCALE, ("statements", rows(STATEMENT, _("statements")))],
    Kind.RATING: [
        *words(_("what 0 means"), prefix="low_"),
        *words(_("what 10 means"), prefix="high_"),
        ("unclear", blocks.BooleanBlock(label=_("with I cannot say"), required=False)),
    ],
    Kind.NUMBER: [
        ("minimum", blocks.IntegerBlock(label=_("smallest"), required=False)),
        ("maximum", blocks.IntegerBlock(label=_("largest"), required=False)),
    ],
    Kind.DATE: [
        ("earliest", blocks.DateBlock(label=_("earliest"), required=False)),
        ("latest", blocks.DateBlock(label=_("latest"), required=False)),
    ],
    Kind.TEXT: [("max_length", blocks.IntegerBlock(label=_("most characters"), required=False, min_value=1))],
}
SILENT = {Kind.SECTION, Kind.NOTE}
ICONS = {
    Kind.SINGLE: "radio-full",
    Kind.MULTIPLE: "tasks",
    Kind.DATE: "date",
    Kind.TEXT: "pilcrow",
    Kind.SECTION: "title",
}


def _block(kind: Kind) -> blocks.Block:
    asked = [] if kind in SILENT else ASKED
    return blocks.StructBlock(
        [*SAID, *asked, *EXTRA.get(kind, []), *ROUTED], label=kind.label, icon=ICONS.get(kind, "help")
    )


def item_blocks() -> blocks.StreamBlock:
    return blocks.StreamBlock([(kind.value, _block(kind)) for kind in Kind], required=False)


def ending_blocks() -> blocks.StreamBlock:
    ending = blocks.StructBlock([*words(_("text")), ("code", code())], label=_("ending"))
    return blocks.StreamBlock([("ending", ending)], required=False)


def scale_blocks() -> blocks.StreamBlock:
    scale = blocks.StructBlock([("steps", rows(STEP, _("steps"))), ("code", code())], label=_("scale"))
    return blocks.StreamBlock([("scale", scale)], required=False)
