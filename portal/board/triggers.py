"""What the database itself refuses: a row of a plan that was taken in, changed past the portal's own way.

A row of a plan carries its edition: whoever changes it counts it up, and the drift alarm asks the ledger why.
"""

from portal.ledger.guards import Guard

TAKEN_IN = "a row of a plan changes only by its next edition"


def _edited(table: str) -> Guard:
    return Guard(
        table=table,
        words=TAKEN_IN,
        update="OLD.edition > 0 AND NEW.edition <> OLD.edition + 1",
        delete="OLD.edition > 0",
        same="held.edition > 0 AND held.id = NEW.id",
    )


PLAN_TABLES = ("directory_plan", "directory_indicator", "directory_planproject", "directory_plantask")
DRAFT = Guard(
    table="board_plandraft",
    words="a draft of a plan never changes",
    update="NEW.content <> OLD.content OR NEW.content_hash <> OLD.content_hash OR NEW.live_on <> OLD.live_on "
    "OR NEW.entered_by_id <> OLD.entered_by_id OR OLD.state IN ('returned', 'live')",
    delete="OLD.id > 0",
    same="held.id = NEW.id",
)
CLOSING = Guard(
    table="board_closing",
    words="a closing file never changes",
    update="NEW.content <> OLD.content OR NEW.content_hash <> OLD.content_hash OR NEW.plan_id <> OLD.plan_id "
    "OR OLD.state IN ('published', 'returned')",
    delete="OLD.id > 0",
    same="held.id = NEW.id",
)
REASON = Guard(
    table="board_unmetreason",
    words="what an office said of an unmet target stays as it was said",
    update="OLD.id > 0",
    delete="OLD.id > 0",
    same="held.id = NEW.id",
)
RELEASE = Guard(
    table="board_release",
    words="a day that was announced changes only by being postponed",
    update="OLD.state IN ('published', 'cancelled') OR NEW.plan_id <> OLD.plan_id OR NEW.period <> OLD.period "
    "OR NEW.day <> OLD.day AND NEW.state <> 'postponed'",
    delete="OLD.id > 0",
    same="held.id = NEW.id",
)
REMARK = Guard(
    table="board_planremark",
    words="what an office said of the next plan stays as it was said",
    update="OLD.answer <> '' OR NEW.text <> OLD.text OR NEW.draft_id <> OLD.draft_id OR NEW.office_id <> OLD.office_id",
    delete="OLD.id > 0",
    same="held.id = NEW.id",
)
DEFINITION = Guard(
    table="board_definition",
    words="what an office said of the meaning of a figure stays as it was said",
    update="NEW.counted <> OLD.counted OR NEW.base <> OLD.base OR NEW.formula <> OLD.formula "
    "OR NEW.source <> OLD.source OR NEW.indicator_id <> OLD.indicator_id OR OLD.state IN ('published', 'returned')",
    delete="OLD.id > 0",
    same="held.id = NEW.id",
)
GUARDS = (*map(_edited, PLAN_TABLES), DRAFT, CLOSING, REASON, RELEASE, REMARK, DEFINITION)
