"""The board for other programs: JSON, CSV, a data package and a feed. Read-only, and free for anyone's page."""

import datetime as dt
import re
import uuid
from functools import wraps

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from portal import clock
from portal.accounts.limits import limited
from portal.board.exports.catalog import Dataset, catalog
from portal.board.exports.csv_files import csv_of
from portal.board.exports.kept import made_once, records_of
from portal.board.exports.openapi import document
from portal.board.exports.package import package_zip
from portal.board.exports.records import observation_record, plan_record, record_of
from portal.board.exports.tables import tables_of
from portal.board.queries import history_of, plans, published_changes, published_observation, version_of
from portal.board.results.rows import board_rows
from portal.board.results.words import change_words, figure_url
from portal.board.views.public import plan_asked
from portal.cms.frame.sharing import absolute
from portal.cms.pagecache import mark_shared, shared
from portal.papers.feeds import Atom, Entry, add_entry, feed_of

FEED_ITEMS, PAGE_ROWS = 50, 500
NUMBER = re.compile(r"[1-9][0-9]{0,3}")


def open_data(view):
    """A plain answer as JSON that any site may read; what is not there is said in JSON too.

    Nothing can be written here, so a method that would write is refused as such and not for want of a token.
    """

    @csrf_exempt
    @require_safe
    @limited("open_data")
    @wraps(view)
    def answered(request, **kwargs):
        try:
            body, status = view(request, **kwargs), 200
        except Http404:
            body, status = {"error": "not_found"}, 404
        except BadRequest:
            body, status = {"error": "bad_request"}, 400
        response = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
        response["Access-Control-Allow-Origin"] = "*"
        return mark_shared(response)

    return answered


@open_data
def plan_records(request):
    return {"as_of": _day(), "plans": [plan_record(plan) for plan in plans()]}


@open_data
def table_records(request, plan, table):
    """A page of a table; `next` is where it goes on."""
    pages = Paginator(records_of(plan_asked(plan), table, clock.today()), PAGE_ROWS)
    asked = request.GET.get("page", "1")
    if not NUMBER.fullmatch(asked) or int(asked) not in pages.page_range:
        raise Http404
    page = pages.page(int(asked))
    onward = f"{absolute(request.path)}?page={page.number + 1}" if page.has_next() else None
    paging = {"count": pages.count, "page": page.number, "pages": pages.num_pages, "next": onward}
    return {"as_of": _day(), **paging, table: page.object_list}


@open_data
def indicator_record(request, plan, number):
    plan = plan_asked(plan)
    rows = [row for row in board_rows(plan, clock.today()) if str(row.indicator.number) == number]
    if not rows:
        raise Http404
    observations = [observation_record(held) for held in history_of(rows[0].indicator)]
    return {"indicator": record_of(rows[0]), "observations": observations}


@open_data
def one_observation(request, public_id):
    try:
        found = published_observation(uuid.UUID(public_id))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return observation_record(found)


@open_data
def change_records(request, plan):
    """What was published after a version, the newest first: added to that version it is the present one."""
    plan, since = plan_asked(plan), request.GET.get("since", "")
    rows = published_changes(plan)
    if since:
        rows = rows.filter(approved_at__gt=_instant(since))
    version = Dataset(plan, version_of(plan)).version_text
    return {"since": since, "version": version, "changes": [observation_record(held) for held in rows]}


@require_safe
@limited("open_data")
def data_catalog(request):
    """Every plan as a data set, for catalogues of open data."""
    body = catalog(Dataset(plan, version_of(plan)) for plan in plans())
    response = JsonResponse(body, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


@open_data
def nothing(request, plan, rest):
    raise Http404


@open_data
def openapi(request):
    return document(absolute(reverse("board:api-plans")).removesuffix("/api/v1/plans"))


@require_safe
@limited("open_data")
@shared
def table_csv(request, plan, table):
    plan = plan_asked(plan)
    records = records_of(plan, table, clock.today())
    return _file(csv_of(table, records).encode(), "text/csv; charset=utf-8", f"{table}-{plan.slug}.csv")


@require_safe
@limited("open_data")
@shared
def indicator_csv(request, plan, number):
    plan = plan_asked(plan)
    indicator = get_object_or_404(plan.indicators, number=number)
    text = csv_of("observations", [observation_record(held) for held in history_of(indicator)])
    return _file(text.encode(), "text/csv; charset=utf-8", f"indicator-{number}-{plan.slug}.csv")


@require_safe
@limited("open_data")
@shared
def data_package(request, plan):
    plan = plan_asked(plan)
    made = made_once(f"{plan.pk}:package", clock.today(), lambda: _package(plan))
    return _file(made, "application/zip", f"board-{plan.slug}.zip")


def _package(plan) -> bytes:
    tables = {"plans": [plan_record(plan)]}
    tables |= {name: records_of(plan, name, clock.today()) for name in tables_of(plan, clock.today())}
    return package_zip(tables, Dataset(plan, version_of(plan)), as_of=_day())


@require_safe
@shared
def change_feed(request, plan):
    """Figures as they are published and corrected."""
    plan = plan_asked(plan)
    feed = feed_of(
        Atom,
        title=_("Changes of the board"),
        about=plan.label,
        link=absolute(reverse("board:change-list", args=[plan.slug])),
        own=absolute(reverse("board:change-feed", args=[plan.slug])),
        author=settings.WAGTAIL_SITE_NAME,
    )
    for held in published_changes(plan)[:FEED_ITEMS]:
        add_entry(feed, _entry(held))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _entry(held) -> Entry:
    title, text = change_words(held)
    link = absolute(figure_url(held))
    return Entry(held.public_id.urn, title, link, text, published=held.approved_at, changed=held.approved_at)


def _instant(text: str) -> dt.datetime:
    """An instant with its zone, as versions are written."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or found.year in (dt.MINYEAR, dt.MAXYEAR):
        raise BadRequest
    return found


def _day() -> str:
    return clock.today().isoformat()


def _file(body: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Access-Control-Allow-Origin": "*"}
    return HttpResponse(body, content_type=kind, headers=headers)
