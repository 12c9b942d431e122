"""Five years of applications in the database of a running portal, and the sessions of two who may read them."""

import datetime as dt

from django.conf import settings

from bench.cells import APPLICATIONS, YEARS
from bench.outreach_rows import session
from cells.models import Application, Certificate, Organisation, Rubric
from cells.operations.certification import format_number
from cells.signature import sign_face
from cells.validators import check_character
from portal import clock
from portal.accounts.roles import Role
from portal.directory.models import Area

# Of twenty files: most were decided on, some are under way, two in a hundred wait at each desk.
STATES = (
    *["certified"] * 9, *["refused"] * 4, "withdrawn", "withdrawn",
    "draft", "submitted", "returned", "evaluating", "evaluated",
)  # fmt: skip
UNSENT = {"draft", "withdrawn"}
BATCH = 2000


def fill() -> None:
    """Straight into the tables: what is measured is reading."""
    now, areas = clock.now(), list(Area.objects.order_by("pk"))
    rubrics = list(Rubric.objects.filter(state="published").select_related("unit_type__scheme"))
    units = Organisation.objects.bulk_create(
        [_unit(number, areas, rubrics, now) for number in range(APPLICATIONS)], batch_size=BATCH
    )
    rows = Application.objects.bulk_create(
        [_application(number, unit, rubrics, now) for number, unit in enumerate(units)], batch_size=BATCH
    )
    certified = [row for row in rows if row.status == "certified"]
    Certificate.objects.bulk_create([_certificate(place, row) for place, row in enumerate(certified)], batch_size=BATCH)


def _unit(number, areas, rubrics, now) -> Organisation:
    body = f"9132040{9_000_000_000 + number}"
    return Organisation(
        name=f"演示 天宁区第 {number} 家单位",
        credit_code=body + check_character(body),
        unit_type=rubrics[number % len(rubrics)].unit_type,
        area=areas[number // len(rubrics) % len(areas)],
        address="演示路 1 号",
        created_at=now,
    )


def _application(number, unit, rubrics, now) -> Application:
    rubric = rubrics[number % len(rubrics)]
    moment = now - number * dt.timedelta(days=365 * YEARS) / APPLICATIONS
    status = STATES[number % len(STATES)]
    sent = {} if status in UNSENT else {"submitted_at": moment, "rubric_digest": rubric.digest}
    return Application(
        reference=f"BENCH-{number}",
        organisation=unit,
        rubric=rubric,
        status=status,
        created_at=moment,
        changed_at=moment,
        due_on=moment.date() + dt.timedelta(days=14),
        **sent,
    )


def _certificate(place, row) -> Certificate:
    scheme, issued_on = row.rubric.unit_type.scheme, row.changed_at.date()
    number = format_number(scheme, issued_on.year, 100_000 + place)
    level = scheme.levels.levels[place % 2]
    certificate = Certificate(
        number=number,
        application=row,
        organisation=row.organisation,
        unit_type=row.rubric.unit_type,
        area=row.organisation.area,
        rubric=row.rubric,
        holder=row.organisation.name,
        level=level.code,
        level_name=level.name,
        level_name_en=level.name_en,
        issuer=scheme.issuer,
        is_draft=True,
        issued_on=issued_on,
        valid_until=issued_on + dt.timedelta(days=730),
        due_days=scheme.due_days,
    )
    certificate.signature = sign_face(certificate.face, settings.PORTAL_CERTIFICATE_KEY)
    return certificate


def tell() -> None:
    """What the bench reads."""
    fill()
    print(session(Role.DISTRICT_REVIEWER))
    print(session(Role.STREET_OFFICER))
