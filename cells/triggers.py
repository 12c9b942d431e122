"""What the database itself refuses to change or drop: rubrics in force, what was handed in, marks, decisions, notices.

`portal.ledger.guards` says what a rule may ask about, and what a migration that touches one of these tables has to do.
"""

from portal.ledger.guards import Guard

ALWAYS = "1 = 1"
PUBLISHED = "what was published or decided never changes"
HANDED_IN = "what was handed in never changes"

DECISIONS = Guard(
    table="cells_decision",
    words=PUBLISHED,
    update=ALWAYS,
    delete=ALWAYS,
    same="held.id = NEW.id OR held.public_id = NEW.public_id"
    " OR held.application_id = NEW.application_id AND held.number = NEW.number",
)
# Marks follow their evaluation: all of its rows are closed in the transaction that hands it in.
MARKS = Guard(
    table="cells_criterionscore",
    words=HANDED_IN,
    update="OLD.is_submitted OR NEW.id <> OLD.id OR NEW.evaluation_id <> OLD.evaluation_id"
    " OR NEW.criterion <> OLD.criterion",
    delete="OLD.is_submitted",
    same="held.id = NEW.id AND held.is_submitted",
    late="held.evaluation_id = NEW.evaluation_id AND held.is_submitted",
)
EVALUATIONS = Guard(
    table="cells_evaluation",
    words=HANDED_IN,
    update="OLD.submitted_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.public_id <> OLD.public_id"
    " OR NEW.assignment_id <> OLD.assignment_id",
    delete="OLD.submitted_at IS NOT NULL",
    same="held.submitted_at IS NOT NULL"
    " AND (held.id = NEW.id OR held.public_id = NEW.public_id OR held.assignment_id = NEW.assignment_id)",
)
# Who evaluated, and who stepped back and why.
ASSIGNMENTS = Guard(
    table="cells_assignment",
    words=HANDED_IN,
    update="OLD.state <> 'assigned' OR NEW.id <> OLD.id OR NEW.application_id <> OLD.application_id"
    " OR NEW.evaluator_id <> OLD.evaluator_id",
    delete="OLD.state <> 'assigned'",
    same="held.state <> 'assigned' AND (held.id = NEW.id"
    " OR held.application_id = NEW.application_id AND held.evaluator_id = NEW.evaluator_id)",
)
SUBMISSIONS = Guard(
    table="cells_submission",
    words=PUBLISHED,
    update=ALWAYS,
    delete=ALWAYS,
    same="held.id = NEW.id OR held.application_id = NEW.application_id AND held.number = NEW.number",
)
RUBRICS = Guard(
    table="cells_rubric",
    words=PUBLISHED,
    update="OLD.state <> 'draft' AND (NEW.digest <> OLD.digest OR NEW.version <> OLD.version"
    " OR NEW.unit_type_id <> OLD.unit_type_id OR CAST(NEW.definition AS TEXT) <> CAST(OLD.definition AS TEXT)"
    " OR NEW.state = 'draft')",
    delete="OLD.state <> 'draft'",
    same="held.state <> 'draft' AND (held.id = NEW.id"
    " OR held.unit_type_id = NEW.unit_type_id AND held.version = NEW.version)",
)
RULES = Guard(
    table="cells_rules",
    words=HANDED_IN,
    update=ALWAYS,
    delete=ALWAYS,
    same="held.id = NEW.id OR held.digest = NEW.digest",
)
# The last day may only become later: when the State Council's list of days off comes after the notice was opened.
NOTICES = Guard(
    table="cells_noticebatch",
    words=PUBLISHED,
    update="CAST(NEW.content AS TEXT) <> CAST(OLD.content AS TEXT) OR NEW.digest <> OLD.digest"
    " OR NEW.due_on < OLD.due_on OR NEW.opened_on <> OLD.opened_on",
    delete=ALWAYS,
    same="held.id = NEW.id OR held.code = NEW.code",
)
GUARDS = (DECISIONS, MARKS, EVALUATIONS, ASSIGNMENTS, SUBMISSIONS, RUBRICS, RULES, NOTICES)
