"""Certificate numbers: each serial of a year drawn once, in order, and of a certificate or void with a reason."""

from collections.abc import Iterator

from cells.models import Certificate, NumberCounter, NumberRecord
from portal.ledger.models import Entry
from portal.ledger.queries import AT_ONCE

Place = tuple[int, int]


def numbering_faults() -> Iterator[str]:
    records = {(row.year, row.serial): row for row in NumberRecord.objects.select_related("certificate")}
    said = _said()
    yield from (f"number:{year}/{serial}" for year, serial in sorted(_places(records, said) - records.keys()))
    yield from (_name(place, row) for place, row in records.items() if not _is_as_said(place, row, said.get(place)))
    yield from _out_of_order(said)
    without = Certificate.objects.filter(number_record=None)
    yield from (f"certificate:{number}" for number in without.values_list("number", flat=True))


def place_of(number: str) -> Place:
    """Year and serial of a certificate's number."""
    _prefix, year, serial = number.rsplit("-", 2)
    return int(year), int(serial)


def _said() -> dict[Place, Entry]:
    """Every serial of which the ledger knows, with the entry that says what became of it."""
    entries = Entry.objects.filter(action__in=["certificate.issue", "certificate.register", "number.void"]).order_by(
        "sequence"
    )
    return {_place(entry): entry for entry in entries.iterator(chunk_size=AT_ONCE)}


def _place(entry: Entry) -> Place:
    after = entry.after
    return place_of(after["number"]) if "number" in after else (after["year"], after["serial"])


def _places(records: dict[Place, NumberRecord], said: dict[Place, Entry]) -> set[Place]:
    """All that must have been drawn: up to the last of a year, as the counter, the records and the ledger know it."""
    counters = NumberCounter.objects.values_list("year", "last")
    last: dict[int, int] = {}
    for year, serial in [*counters, *records, *said]:
        last[year] = max(serial, last.get(year, 0))
    return {(year, serial) for year, most in last.items() for serial in range(1, most + 1)}


def _is_as_said(place: Place, row: NumberRecord, entry: Entry | None) -> bool:
    if entry is None:
        return False
    if row.certificate is None:
        return entry.action == "number.void" and entry.reason == row.void_reason
    number = row.certificate.number
    return (
        entry.after.get("number") == number and place_of(number) == place and row.certificate.issued_on.year == place[0]
    )


def _out_of_order(said: dict[Place, Entry]) -> Iterator[str]:
    """Numbers that were drawn before a lower one of their year."""
    latest: dict[int, int] = {}
    for place in sorted(said):
        year, sequence = place[0], said[place].sequence
        if sequence < latest.get(year, 0):
            yield f"number:{year}/{place[1]}"
        latest[year] = max(sequence, latest.get(year, 0))


def _name(place: Place, row: NumberRecord) -> str:
    return f"certificate:{row.certificate.number}" if row.certificate else f"number:{place[0]}/{place[1]}"
