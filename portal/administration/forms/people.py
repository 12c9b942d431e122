"""People from a table: which columns there are, and how a row is judged. A row is a person and one role."""

import re
from collections.abc import Iterator
from itertools import count

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import EXCLUSIVE_ROLES, SECTION, STAFF_ROLES, Role
from portal.administration.forms import PersonForm
from portal.directory.names import options
from portal.papers.columns import Column, choice_column
from portal.papers.judging import Judged, judged
from portal.papers.readers.phones import phone
from portal.papers.rows import Row
from portal.papers.tables import Asked, Table
from portal.papers.words import labels
from portal.papers.writing import WHY

LABELS = {name: field.label for name, field in PersonForm.base_fields.items()}
REQUIRED = ("name", "role")
MOST = 300


def asked_people() -> Asked:
    return Asked(columns(), MOST, ours=labels(WHY))


def columns() -> list[Column]:
    def facts(name: str) -> dict:
        return {"name": name, "labels": labels(LABELS[name]), "is_required": name in REQUIRED}

    fields = PersonForm.base_fields
    roles = [(role.value, (*labels(role.label), role.value)) for role in Role if role in STAFF_ROLES]
    sections = [(group.pk, (group.name.removeprefix(SECTION),)) for group in fields["section"].queryset.all()]
    return [
        Column(**facts("name"), example=_("Zhang San")),
        choice_column(**facts("role"), options=roles, example=str(Role.STREET_OFFICER.label), width=20),
        choice_column(**facts("area"), options=options(fields["area"].queryset.all())),
        choice_column(**facts("department"), options=options(fields["department"].queryset.all()), width=28),
        choice_column(**facts("section"), options=sections),
        Column(**facts("phone"), read=phone, example="13800138000"),
        Column(**facts("username"), example="zhangsan"),
    ]


def judged_people(table: Table, rows: list[Row]) -> list[Judged]:
    """Each row by the form that makes one account, then beside the others: who is the same, and may hold both."""
    names = _free_names(rows)
    found = [_judged(row, table, next(names)) for row in rows]
    _look_across(found)
    return found


def _judged(row: Row, table: Table, username: str) -> Judged:
    form = PersonForm({name: row.values.get(name) or "" for name in LABELS} | {"username": username})
    form.is_valid()
    found = judged(row, table, columns(), form, subject=row.text("name"), elsewhere={"__all__": "role"})
    if not found.errors:
        found.entry = form.cleaned_data
    return found


def _look_across(rows: list[Judged]) -> None:
    """A person stands in as many rows as roles; a number belongs to one person."""
    roles: dict[str, set[str]] = {}
    owners: dict[str, str] = {}
    for row in (row for row in rows if row.entry):
        username, role, number = (row.entry[name] for name in ("username", "role", "phone"))
        held = roles.setdefault(username, set())
        if (held | {role}) & EXCLUSIVE_ROLES and held - {role}:
            words = _("The three administrators are three people without other roles.")
            row.errors.append((str(LABELS["role"]), words))
        if number and owners.setdefault(number, username) != username:
            row.errors.append((str(LABELS["phone"]), _("Another person in this table has this number.")))
        row.outcome = (_("One more role for %(name)s") if held else _("New account %(name)s")) % {"name": username}
        row.tone = "met"
        held.add(role)


def _free_names(rows: list[Row]) -> Iterator[str]:
    """The user name of each row: what was typed, else the name in letters, with a number where it is taken.

    Without a user name, who has the same name and number is the same person.
    """
    taken = set(User.objects.values_list("username", flat=True)) | {row.text("username") for row in rows}
    given: dict[tuple[str, str], str] = {}
    for row in rows:
        person = row.text("name"), str(row.values.get("phone") or "")
        if not (typed := row.text("username")) and person not in given:
            letters = _in_letters(person[0])
            given[person] = next(name for name in _numbered(letters) if name not in taken)
            taken.add(given[person])
        yield typed or given[person]


def _in_letters(name: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - megabytes that most workers never need

    return re.sub(r"[^a-z]", "", "".join(lazy_pinyin(name)).lower())[:30].ljust(3, "x")


def _numbered(letters: str) -> Iterator[str]:
    yield letters
    yield from (f"{letters}{number}" for number in count(2))
