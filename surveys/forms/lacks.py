"""In words, why a step is refused."""

from django.utils.translation import gettext as _

MARKS = {
    "form_number": lambda: _("form number"),
    "issuer": lambda: _("issuing authority"),
    "approval_number": lambda: _("approval or filing number"),
    "valid_until": lambda: _("form valid until"),
}


def lack_words(code: str, number: int | None) -> str:
    """What a figure lacks before, or when, it is published."""
    return {
        "open_flags": _("Flagged answers that nobody has decided on: %(n)s"),
        "unbalanced_scale": _("Satisfaction questions with more answers on one side than on the other: %(n)s"),
        "parts_unpublished": _("Figures that this one is made of and that are not published: %(n)s"),
        "inputs_changed": _("Answers, decisions or populations changed since it was prepared: prepare it again."),
        "too_few": _("It will be published as “too few answers”; usable answers: %(n)s"),
        "unweighted": _("It will be published unweighted, and says so."),
    }[code] % {"n": number}


def refusal(code: str, details: tuple[str, ...] = ()) -> str:
    marks = _(", ").join(MARKS[name]() for name in details if name in MARKS)
    return {
        "last_wave_without_reply": _(
            "The last wave of this survey has no published reply yet (“You said, we did”). Publish it first, or state a reason."
        ),
        "window_is_past": _("The window of this wave is already past."),
        "another_wave_is_open": _("Another wave of this survey is open."),
        "statutory_marks_missing": _("The form lacks marks that the Statistics Law asks for: %(marks)s.")
        % {"marks": marks},
        "no_questionnaire": _("There is no questionnaire of this name."),
        "closing_early_needs_a_reason": _("Closing before the announced end needs a reason."),
        "reply_is_empty": _("Please write the reply first."),
        "community_elsewhere": _("This community belongs to another area."),
        "wave_is_not_open": _("The wave is not open: nothing can be entered."),
        "by_invitation_only": _("This survey is by invitation only: nothing is entered for anybody."),
        "invitations_are_out": _("Invitations were made for this wave: it can no longer be open to all in one pool."),
        "sheet_is_keyed": _("This sheet has been keyed twice already."),
        "another_person_keys_again": _("You keyed this sheet yourself. Another person keys it the second time."),
        "nothing_differs": _("Nothing differs on this sheet."),
        "sheets_are_missing": _("Not all sheets have been keyed twice yet."),
        "differences_are_open": _("There are still differences to settle."),
        "batch_is_entered": _("This batch has been entered already."),
        "reason_is_missing": _("Please state a reason."),
        "tallies_are_stale": _(
            "The counts do not match the measures. Please run a recount (fold_answers --verify) first."
        ),
        "gate_is_closed": _("Something is still missing before this figure may be published; it stands beside it."),
        "result_does_not_follow_from_its_inputs": _(
            "The figure does not follow from its inputs. It was not published."
        ),
    }[code]
