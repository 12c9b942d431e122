"""States, answers and lost points in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.enums import ApplicationStatus as Status
from cells.enums import LossReason, MarkState, MethodKind, Shortcoming, Standing
from cells.models import Application
from cells.models.scheme import in_language
from cells.results import Scored
from cells.rubric.criteria import Criterion, Steps
from cells.rubric.definition import Definition
from cells.rubric.terms import Terms

CHIPS = {
    Status.DRAFT: "none",
    Status.RETURNED: "watch",
    Status.CERTIFIED: "met",
    Status.REFUSED: "not_met",
    Status.WITHDRAWN: "none",
    Status.OBJECTED: "watch",
}
STANDING_CHIPS = {
    Standing.VALID: "met",
    Standing.DUE: "met",
    Standing.SUSPENDED: "watch",
    Standing.UNKNOWN: "none",
    Standing.EXPIRED: "watch",
}
STAGES = (
    (gettext_lazy("Self-assessment"), {Status.DRAFT, Status.RETURNED}),
    (gettext_lazy("Street pre-review"), {Status.SUBMITTED}),
    (gettext_lazy("Acceptance"), {Status.PREREVIEWED}),
    (gettext_lazy("Evaluation"), {Status.ACCEPTED, Status.EVALUATING}),
    (gettext_lazy("Decision"), {Status.EVALUATED, Status.PROPOSED}),
    (gettext_lazy("Public notice"), {Status.IN_NOTICE, Status.OBJECTED}),
    (gettext_lazy("Certificate"), {Status.CERTIFIED}),
)
NEXT = {
    Status.DRAFT: gettext_lazy("Fill in each section, add evidence, then submit. The street is told at once."),
    Status.SUBMITTED: gettext_lazy("The street checks whether the file is complete. You are told the result."),
    Status.RETURNED: gettext_lazy("Correct the items that are named and submit again. The other items stay closed."),
    Status.PREREVIEWED: gettext_lazy("The street has passed the file on. The district office decides on acceptance."),
    Status.ACCEPTED: gettext_lazy("The district office has accepted the file and now chooses the evaluators."),
    Status.EVALUATING: gettext_lazy("Evaluators score the file, each alone; they may visit you."),
    Status.EVALUATED: gettext_lazy("The evaluations are in. The district office decides."),
    Status.PROPOSED: gettext_lazy("You are proposed for certification. The public notice comes next."),
    Status.IN_NOTICE: gettext_lazy("The public may object until the last day of the notice."),
    Status.OBJECTED: gettext_lazy("An objection is being looked into; until it is answered no certificate is issued."),
    Status.CERTIFIED: gettext_lazy("The certificate is issued. Hang the plaque; rechecks follow."),
    Status.REFUSED: gettext_lazy(
        "The application was refused. The reason and what may be done now stand on its own page."
    ),
    Status.WITHDRAWN: gettext_lazy("The unit withdrew the application. You may apply again."),
}
# What happens when the day of a desk has passed.
LATE = {
    Status.RETURNED: gettext_lazy(
        "The day for the correction has passed. It may still be handed in; the street may close the file from now on."
    ),
    Status.SUBMITTED: gettext_lazy("The street is late. The district office was told and looks after it."),
    Status.PREREVIEWED: gettext_lazy("The district office is late with the acceptance. Its reviewers were reminded."),
    Status.ACCEPTED: gettext_lazy("The choice of evaluators is late. The reviewers were reminded."),
    Status.EVALUATING: gettext_lazy(
        "An evaluation is late. The district office was told and may call another evaluator."
    ),
    Status.EVALUATED: gettext_lazy("The decision is late. The reviewers were reminded."),
}


# Sections that are no block of the rubric: the gates, and all of it on one page.
SHEETS = {"G": gettext_lazy("Gates"), "all": gettext_lazy("Whole sheet"), "onsite": gettext_lazy("Check on site")}


def statement_lines(terms: Terms) -> list[str]:
    """承诺书: what the unit signs, with the scheme's own window."""
    return [
        _("All answers and evidence in this application are true; nothing was forged."),
        _(
            "In the last %(months)s months there was no dumping of waste, no environmental penalty and no serious discredit, except as stated."
        )
        % {"months": terms.discredit_months},
        _("We let evaluators visit and check, and accept that proved forgery ends the application and is recorded."),
        _("Taking part is voluntary and free of charge."),
    ]


def stage_of(status: str) -> int:
    """The number of the stage, from 1; 0 for what ended early."""
    return next((number for number, (_label, states) in enumerate(STAGES, 1) if status in states), 0)


def criterion_text(criterion: Criterion) -> str:
    return in_language(criterion.text, criterion.text_en)


def section_name(sheet: Definition, code: str) -> str:
    if code in SHEETS:
        return str(SHEETS[code])
    blocks = [*sheet.blocks, *([sheet.bonus] if sheet.bonus else [])]
    return next(in_language(block.name, block.name_en) for block in blocks if block.code == code)


def describe(criterion: Criterion, row) -> str:
    """An answer or a score as it was filled in."""
    if row is None or row.state == MarkState.UNANSWERED:
        return _("Not filled in")
    if row.state == MarkState.NOT_APPLICABLE:
        return _("Not applicable")
    if row.state == MarkState.ABSTAINED:
        return _("Abstained")
    if "met" in row.value:
        return _("Fulfilled") if row.value["met"] else _("Not fulfilled")
    if "number" in row.value:
        return _number_words(criterion, row.value["number"])
    labels = {option.code: in_language(option.label, option.label_en) for option in criterion.method.options}
    return "; ".join(labels[code] for code in row.value["chosen"] if code in labels) or _("None of these")


def _number_words(criterion: Criterion, number) -> str:
    method, values = criterion.method, {"number": number}
    if isinstance(method, Steps):
        return f"{in_language(method.unit, method.unit_en)}: {number}"
    if method.kind == MethodKind.DEDUCT:
        return _("%(number)s found") % values
    if method.kind == MethodKind.COUNT:
        return _("%(number)s in 12 months") % values
    return f"{number} %"


def loss_words(sheet: Definition, loss) -> dict[str, str]:
    reason = LossReason(loss.reason).label
    return {
        "code": loss.code,
        "section": loss.block,
        "text": criterion_text(sheet.criteria[loss.code]),
        "points": number_format(loss.points, 2),
        "reason": reason % loss.values if loss.values else reason.replace("%%", "%"),
    }


def shortfall_words(sheet: Definition, shortfall) -> str:
    name = shortfall.subject
    if shortfall.subject in sheet.criteria:
        name = criterion_text(sheet.criteria[shortfall.subject])
    elif shortfall.subject:
        name = section_name(sheet, shortfall.subject)
    return shortfall.kind.label % {"name": name, "value": shortfall.value, "limit": shortfall.limit}


def _is_failed_gate(shortfall) -> bool:
    return shortfall.kind is Shortcoming.GATE_FAILED


def score_words(application: Application, scored: Scored) -> dict:
    """A score for the page: total, blocks, level, every lost point, what is missing for each level."""
    sheet, levels = application.rubric.sheet, application.terms.levels.levels
    reached = scored.result.level
    blocks = zip(sheet.blocks, scored.total.blocks, strict=True)
    return {
        "total": number_format(scored.total.score, 2),
        "bonus": number_format(scored.total.bonus, 2),
        "value": scored.total.score,
        "rescaled": scored.total.rescaled,
        "failed_gates": [shortfall_words(sheet, item) for item in scored.result.shortfalls if _is_failed_gate(item)],
        "level": in_language(reached.name, reached.name_en) if reached else "",
        "blocks": [
            {
                "name": in_language(block.name, block.name_en),
                "points": block.points,
                "score": None if score.score is None else number_format(score.score, 2),
            }
            for block, score in blocks
        ],
        "losses": [loss_words(sheet, loss) for loss in scored.total.losses],
        "shortfalls": [
            {
                "level": in_language(level.name, level.name_en),
                "words": [
                    shortfall_words(sheet, item) for item in scored.result.shortfalls if item.level == level.code
                ],
            }
            for level in levels
            if any(item.level == level.code for item in scored.result.shortfalls)
        ],
    }
