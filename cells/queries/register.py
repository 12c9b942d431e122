"""The public register, and one certificate by its number."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Max, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from cells.enums import CertificateState, CorrectionState, Standing
from cells.models import Certificate, Reissue, Scheme, UnitType
from cells.models.scheme import in_language
from cells.signature import Ring, is_genuine, ring_of
from cells.standing import is_counted
from portal.cms.search import NAMES_OF_A_KIND, best_of, searched_text
from portal.directory.models import Area, AreaKind
from portal.manifests import Found
from portal.text import narrow_text

# As one types it who leaves the hyphens out.
RUN_ON = re.compile(r"([A-Z]+)(\d{4})(\d{4,})")
BETWEEN = re.compile(r"[-—–−‐‑_/\\]+")


@dataclass(frozen=True)
class Finding:
    """What the check page says. A certificate is only there when the number, and a given signature, are right."""

    standing: Standing
    certificate: Certificate | None = None
    by_signature: bool = False
    # The code is that of a face which the certificate had before.
    former: Reissue | None = None

    @property
    def is_counted(self) -> bool:
        return is_counted(self.standing)


def registered(
    *, words: str = "", unit_type=None, area=None, level: str = "", year: int | None = None
) -> QuerySet[Certificate]:
    rows = Certificate.objects.select_related("unit_type", "area")
    if words:
        rows = rows.filter(Q(holder__icontains=words) | Q(number__iexact=words))
    if unit_type:
        rows = rows.filter(unit_type=unit_type)
    if area:
        rows = rows.filter(area=area)
    if level:
        rows = rows.filter(level=level)
    if year:
        rows = rows.filter(issued_on__range=(date(year, 1, 1), date(year, 12, 31)))
    return rows.exclude(state=CertificateState.REPLACED).order_by("-issued_on", "-pk")


def found_lists(words: str) -> list[Found]:
    """The register of each kind of unit and of each area: who asks for schools wants those that are certified."""
    address, about = register_address(), gettext("Certified units, and how to check a certificate.")
    kinds = [("unit_type", kind.code, kind.label, kind.name) for kind in UnitType.objects.all()]
    areas = [
        ("area", area.code, area.label, f"{area.name}无废细胞") for area in Area.objects.exclude(kind=AreaKind.DISTRICT)
    ]
    return [
        Found(
            gettext("Register: %(label)s") % {"label": label}, f"{address}?{name}={value}", about, [str(label), called]
        )
        for name, value, label, called in [*kinds, *areas]
    ]


def found_cells(words: str) -> list[Found]:
    """Certificates of the register that may fit a visitor's words."""
    return [
        Found(
            certificate.holder,
            reverse("verify:certificate-check", args=[certificate.number]),
            searched_text(certificate),
            [certificate.number],
        )
        for certificate in best_of(registered(), words)
    ]


def holders_named(typed: str) -> QuerySet[Certificate, str]:
    return registered(words=typed).values_list("holder", flat=True)[:NAMES_OF_A_KIND]


def register_address() -> str:
    return reverse("cells:register-list")


def years() -> list[int]:
    """From the latest year with a certificate to the first."""
    span = Certificate.objects.aggregate(first=Min("issued_on"), last=Max("issued_on"))
    return list(range(span["last"].year, span["first"].year - 1, -1)) if span["first"] else []


def levels() -> list[tuple[str, str]]:
    """Code and name of each level that a certificate was given, and of those that one may be given today."""
    given = Certificate.objects.exclude(level="").values_list("level", "level_name", "level_name_en")
    given = given.annotate(last=Max("issued_on")).order_by("last")
    today = [
        (level.code, level.name, level.name_en) for scheme in Scheme.objects.all() for level in scheme.levels.levels
    ]
    return list({code: in_language(name, name_en) for code, name, name_en, *_last in [*today, *given]}.items())


def valid_by_area(rows: QuerySet[Certificate], on: date) -> dict[int, int]:
    """How many of these are valid on the day, by area."""
    valid = rows.filter(state=CertificateState.VALID, issued_on__lte=on, valid_until__gte=on)
    return dict(valid.order_by().values_list("area").annotate(count=Count("pk")))


def normal_number(text: str) -> str:
    """A number as people type it: half-width, upper case, no blanks, and a hyphen whatever stands between its parts."""
    narrow = narrow_text(text)
    number = BETWEEN.sub("-", "".join(narrow.split())).upper()
    parts = RUN_ON.fullmatch(number)
    return "-".join(parts.groups()) if parts else number


def key_ring() -> Ring:
    """The keys that stand behind certificates, the one that signs today first."""
    return ring_of(settings.PORTAL_CERTIFICATE_KEY, settings.PORTAL_CERTIFICATE_FORMER)


def find_certificate(number: str, signature: str, *, on: date) -> Finding:
    """By number alone, or by number and signature. A wrong signature finds nothing at all."""
    number = normal_number(number)
    path = ("unit_type", "area", "rubric", "replaced_by", "organisation")
    certificate = Certificate.objects.select_related(*path).filter(number=number).first()
    if certificate is None:
        return Finding(Standing.UNKNOWN)
    former = _former(certificate, signature)
    if signature and former is None and not is_genuine(certificate.face, signature, key_ring()):
        return Finding(Standing.UNKNOWN)
    standing = certificate.standing_on(on)
    if standing == Standing.UNKNOWN:
        return Finding(Standing.UNKNOWN)
    return Finding(standing, certificate, bool(signature), former)


def _former(certificate: Certificate, signature: str) -> Reissue | None:
    """The reissue that ended the face of this code; None for the face of today."""
    if not signature or certificate.edition == 1 or is_genuine(certificate.face, signature, key_ring()):
        return None
    rows = certificate.reissues.filter(state=CorrectionState.APPROVED)
    return next((row for row in rows if is_genuine(row.former, signature, key_ring())), None)
