"""What the database itself refuses to change or drop of the ledger, in the words of `portal.ledger.guards`."""

from portal.ledger.guards import Guard

ALWAYS = "1 = 1"
REFUSAL = "the ledger is append-only"

GUARDS = (
    Guard(table="ledger_entry", words=REFUSAL, update=ALWAYS, delete=ALWAYS, same="held.sequence = NEW.sequence"),
    # The head steps by one with each entry; there is one.
    Guard(
        table="ledger_head",
        words=REFUSAL,
        update="NEW.sequence <> OLD.sequence + 1 OR NEW.id <> OLD.id",
        delete=ALWAYS,
        same=ALWAYS,
    ),
)
