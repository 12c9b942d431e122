"""The plan's lists: every task, and for every department, town and subdistrict all that it owes."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal import clock
from portal.accounts.permissions import has_role
from portal.board.permissions import INSIDERS, can_note
from portal.board.results.responsibility import all_owed, owed_by, task_rows
from portal.board.results.rows import board_rows
from portal.board.views.public import plan_asked, trail
from portal.cms.pagecache import shared
from portal.directory.models import Area, AreaKind, Department

KINDS = {"departments": Department.objects.all(), "areas": Area.objects.exclude(kind=AreaKind.DISTRICT)}


@shared
@require_GET
def task_list(request, plan):
    plan = plan_asked(plan)
    context = {
        "plan": plan,
        "tasks": task_rows(plan, board_rows(plan, clock.today())),
        "is_inside": has_role(request.user, *INSIDERS),
        "breadcrumb": trail(_("Tasks of the plan"), plan),
    }
    return render(request, "board/task_list.html", context)


@shared
@require_GET
def task_detail(request, plan, number):
    plan = plan_asked(plan)
    found = [noted for noted in task_rows(plan, board_rows(plan, clock.today())) if noted.subject.number == number]
    if not found:
        raise Http404
    context = {
        "plan": plan,
        "noted": found[0],
        "is_inside": has_role(request.user, *INSIDERS),
        "can_note": any(can_note(request.user, found[0].subject, office) for office in found[0].offices),
        "breadcrumb": trail(found[0].subject.label, plan),
    }
    return render(request, "board/task_detail.html", context)


@shared
@require_GET
def office_list(request, plan):
    plan = plan_asked(plan)
    owed = all_owed(plan, clock.today())
    context = {
        "plan": plan,
        "groups": [
            (_("Departments"), "departments", [one for one in owed if isinstance(one.office, Department)]),
            (_("Towns, subdistricts and the zone"), "areas", [one for one in owed if isinstance(one.office, Area)]),
        ],
        "breadcrumb": trail(_("Who is responsible"), plan),
    }
    return render(request, "board/office_list.html", context)


@shared
@require_GET
def office_detail(request, plan, kind, code):
    if kind not in KINDS:
        raise Http404
    office, plan = get_object_or_404(KINDS[kind], code=code), plan_asked(plan)
    context = {
        "plan": plan,
        "owed": owed_by(office, plan, clock.today()),
        "kind": kind,
        "is_inside": has_role(request.user, *INSIDERS),
        "breadcrumb": trail(office.label, plan),
    }
    return render(request, "board/office_detail.html", context)
