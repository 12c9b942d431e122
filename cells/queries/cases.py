"""The list of cases of an office: filtered, sorted, with what a line needs; only what this person may see."""

from django.db.models import F, Prefetch, Q, QuerySet

from cells.models import Application, Organisation, Submission
from cells.queries.applications import district_applications, street_applications
from cells.queries.organisations import coded
from portal.accounts.permissions import has_role
from portal.accounts.roles import Role

ORDERS = {
    "changed": (F("changed_at").desc(), F("pk").desc()),
    "submitted": (F("submitted_at").desc(nulls_last=True), F("pk").desc()),
    "due": (F("due_on").asc(nulls_last=True), F("pk").asc()),
    "unit": (F("organisation__name").asc(), F("pk").asc()),
}


def office_applications(user) -> QuerySet[Application]:
    """Of the person's streets, and all for the district; never of a unit that the person is tied to."""
    if not has_role(user, Role.STREET_OFFICER):
        return district_applications(user)
    if not has_role(user, Role.DISTRICT_REVIEWER):
        return street_applications(user)
    reach = Q(pk__in=street_applications(user).order_by().values("pk"))
    reach |= Q(pk__in=district_applications(user).order_by().values("pk"))
    return (
        Application.objects.filter(reach)
        .select_related("organisation__area", "organisation__above", "rubric__unit_type")
        .prefetch_related("rules")
    )


def for_a_list(rows: QuerySet[Application]) -> QuerySet[Application]:
    """A line says nothing of the rubric's text, which is tens of kilobytes a row."""
    return rows.defer("rubric__definition")


def listed_cases(user, *, q="", status="", unit_type=None, area=None, order="changed") -> QuerySet[Application]:
    rows = for_a_list(office_applications(user))
    if q:
        # Found among the units first: a word in a name is looked for once a unit, not once a file.
        named = Q(name__icontains=q) | coded(q)
        rows = rows.filter(Q(organisation__in=Organisation.objects.filter(named)) | Q(reference__iexact=q))
    if status:
        rows = rows.filter(status=status)
    if unit_type:
        rows = rows.filter(rubric__unit_type=unit_type)
    if area:
        rows = rows.filter(organisation__area=area)
    return rows.order_by(*ORDERS.get(order, ORDERS["changed"]))


def with_scores(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Each with its submissions, for the score of the last one; only what a file needs of them."""
    return rows.prefetch_related(Prefetch("submissions", Submission.objects.only("application", "number", "score")))
