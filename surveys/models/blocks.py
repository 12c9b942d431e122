"""The pieces of which an author builds a questionnaire in the content system."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from surveys.enums import Dimension, Kind

CODE_LABEL = _("code")
CODE = r"^[A-Za-z_]\w*$"


def words(label, *, required: bool = True, prefix: str = "") -> list[tuple[str, blocks.Block]]:
    """The same text in both languages."""
    return [
        (f"{prefix}zh", blocks.CharBlock(label=label, required=required)),
        (f"{prefix}en", blocks.CharBlock(label=_("in English"), required=required)),
    ]


def code(label=CODE_LABEL) -> blocks.Block:
    return blocks.RegexBlock(
        CODE, label=label, error_messages={"invalid": _("Letters, digits and underscores, beginning with a letter.")}
    )


OPTION = [
    ("code", code()),
    *words(_("words of the answer")),
    ("exclusive", blocks.BooleanBlock(label=_("excludes all others"), required=False)),
    ("other", blocks.BooleanBlock(label=_("asks for words"), required=False)),
    ("ends", blocks.CharBlock(label=_("leads to the ending (code)"), required=False)),
]
STATEMENT = [("id", code()), *words(_("words of the statement"))]
STEP = [
    ("code", code()),
    *words(_("words of the answer")),
    (
        "polarity",
        blocks.IntegerBlock(
            label=_("strength, such as 2, 1, -1, -2"), required=False, help_text=_("Empty: the way out (I cannot say).")
        ),
    ),
]


def rows(fields, label) -> blocks.Block:
    return blocks.ListBlock(blocks.StructBlock(fields), label=label, collapsed=True)


SAID = [("id", code(_("code of the question"))), *words(_("text")), *words(_("help"), required=False, prefix="help_")]
ASKED = [
    ("required", blocks.BooleanBlock(label=_("must be answered"), required=False)),
    ("dimension", blocks.ChoiceBlock(Dimension.choices, label=_("says who answers"), required=False)),
]
ROUTED = [
    ("asked_after", blocks.CharBlock(label=_("only if this earlier question (code)"), required=False)),
    ("asked_if", blocks.CharBlock(label=_("was answered with one of these (codes)"), required=False)),
]
MOVES = [("rotates", blocks.BooleanBlock(label=_("order of answers may change"), required=False))]
SCALE = [("scale", blocks.CharBlock(label=_("scale (code)"), default="satisfaction"))]
EXTRA = {
    Kind.SINGLE: [*MOVES, ("options", rows(OPTION, _("answers")))],
    Kind.MULTIPLE: [*MOVES, ("options", rows(OPTION, _("answers")))],
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
    ending = blocks.StructBlock([("code", code()), *words(_("text"))], label=_("ending"))
    return blocks.StreamBlock([("ending", ending)], required=False)


def scale_blocks() -> blocks.StreamBlock:
    scale = blocks.StructBlock([("code", code()), ("steps", rows(STEP, _("steps")))], label=_("scale"))
    return blocks.StreamBlock([("scale", scale)], required=False)
