"""The ledger's heads for everyone, with the script that checks them; and the page with one press for two offices."""

from inspect import getsource

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.permissions import require_role
from portal.cms.pagecache import shared
from portal.home.operations.heads import confirm_heads
from portal.home.results import check_heads
from portal.home.results.heads import WITNESSES, head_lines, head_rows

SHOWN = 60


@shared
@require_safe
def head_list(request):
    """The newest first; the file holds all of them."""
    rows = head_rows()[::-1]
    return render(request, "home/head_list.html", {"rows": rows[:SHOWN], "count": len(rows)})


@require_safe
def head_file(request):
    return HttpResponse(head_lines(head_rows()), content_type="text/plain; charset=utf-8")


@require_safe
def head_checker(request):
    body = getsource(check_heads)
    headers = {"Content-Disposition": 'attachment; filename="check_heads.py"'}
    return HttpResponse(body, content_type="text/x-python; charset=utf-8", headers=headers)


@require_role(*WITNESSES)
@require_http_methods(["GET", "HEAD", "POST"])
def head_confirm(request):
    if request.method == "POST":
        confirm_heads(actor=request.user, now=clock.now(), line=request.POST.get("line", ""))
        messages.success(request, _("Confirmed. Everyone can read that your office did."))
        return redirect("home:head-confirm")
    rows = head_rows()
    context = {"page_title": _("Confirm the head of the ledger"), "newest": rows[-1] if rows else None}
    return render(request, "home/head_confirm.html", context)
