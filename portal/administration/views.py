"""Screens of the security administrator: staff accounts and their roles."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import clock
from portal.accounts.models import Deputyship, Grant
from portal.accounts.permissions import require_role
from portal.accounts.roles import Role
from portal.administration import operations
from portal.administration.forms import AccountForm, DeputyForm, EndDeputyForm, GrantForm, ReasonForm, RevokeForm
from portal.administration.forms.people import asked_people, columns, judged_people
from portal.administration.queries import can_stand_in, held_roles, sections_of, staff
from portal.ledger.exporting import Offer, hand_out
from portal.papers.views import ChangedMeanwhileError, Door, table_import
from portal.papers.writing import example, workbook_to_fill
from portal.spreadsheets import MEDIA_TYPES, workbook

PAGE_SIZE = 30
security_administrator = require_role(Role.SECURITY_ADMINISTRATOR)


@security_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def account_list(request):
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = operations.create_staff_account(actor=request.user, now=clock.now(), **form.cleaned_data)
        return redirect("administration:account-detail", user.public_id)
    accounts = staff().prefetch_related("grants__area", "grants__department").order_by("username")
    page = Paginator(accounts, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "administration/account_list.html", {"page": page, "form": form})


@security_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def account_import(request):
    """A whole office at once: tried row by row, then one press makes the accounts with their roles."""
    return table_import(request, PEOPLE)


@security_administrator
@require_safe
def account_template(request):
    own = columns()
    headers = {"Content-Disposition": 'attachment; filename="accounts-empty.xlsx"', "X-Content-Type-Options": "nosniff"}
    body = workbook_to_fill(_("Staff accounts"), own, [example(own)])
    return HttpResponse(body, content_type=MEDIA_TYPES["xlsx"], headers=headers)


@security_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def account_export(request):
    """Who holds what, as a sheet."""
    head = [_("User name"), _("Name"), _("Role"), _("Area or department"), _("State"), _("Last signed in")]
    offer = Offer(
        name="accounts",
        title=_("Who holds which role"),
        file="accounts",
        subject="accounts.grant",
        rows=lambda _asked: held_roles(),
        writers={"xlsx": lambda rows: [workbook(_("Staff accounts"), head, rows)]},
    )
    return hand_out(request, offer)


def _keep_people(request, rows) -> str:
    try:
        entries = [row.entry for row in rows]
        made, told = operations.take_in_people(actor=request.user, now=clock.now(), rows=entries)
    except IntegrityError as error:  # made in the same moment
        raise ChangedMeanwhileError from error
    return _("Accounts made: %(made)s. Told by text: %(told)s. To everybody else hand a link.") % {
        "made": made,
        "told": told,
    }


PEOPLE = Door(
    name="administration.people",
    title=gettext_lazy("Accounts from a table"),
    done="administration:account-list",
    files=(("administration:account-template", gettext_lazy("Table to fill in (XLSX)")),),
    asked=lambda request: asked_people(),
    judge=lambda request, table, rows: judged_people(table, rows),
    keep=_keep_people,
)


@security_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def account_detail(request, public_id):
    user = get_object_or_404(staff(), public_id=public_id)
    form = GrantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.grant_role(actor=request.user, now=clock.now(), user=user, **form.cleaned_data)
            return redirect("administration:account-detail", public_id)
        except operations.ExclusiveRoleError:
            form.add_error("role", _("The three administrators are three people without other roles."))
        except operations.NotAllowedError:
            form.add_error(None, _("Nobody changes their own account."))
    context = {"account": user, "form": form, "grants": user.grants.select_related("area", "department")}
    context |= {"sections": sections_of(user), "reason_form": ReasonForm()}
    return render(request, "administration/account_detail.html", context)


@security_administrator
@require_POST
def account_invite(request, public_id):
    """Show, once, the address at which the owner sets a password."""
    user = get_object_or_404(staff(), public_id=public_id)
    try:
        link = request.build_absolute_uri(operations.invite(actor=request.user, now=clock.now(), user=user))
    except operations.NotAllowedError:
        messages.error(request, _("Nobody changes their own account."))
        return redirect("administration:account-detail", public_id)
    return render(request, "administration/account_invite.html", {"account": user, "link": link})


@security_administrator
@require_POST
def grant_revoke(request, public_id):
    form = RevokeForm(Grant.objects.filter(user__public_id=public_id), request.POST)
    if not form.is_valid() or form.cleaned_data["grant"].user == request.user:
        messages.error(request, _("Nothing was changed: give a reason; nobody changes their own account."))
    else:
        operations.revoke_role(actor=request.user, now=clock.now(), **form.cleaned_data)
    return redirect("administration:account-detail", public_id)


@security_administrator
@require_POST
def account_close(request, public_id):
    user = get_object_or_404(staff(), public_id=public_id)
    form = ReasonForm(request.POST)
    if not form.is_valid() or user == request.user:
        messages.error(request, _("Nothing was changed: give a reason; nobody changes their own account."))
    else:
        operations.set_active(
            actor=request.user,
            now=clock.now(),
            user=user,
            active=not user.is_active,
            reason=form.cleaned_data["reason"],
        )
    return redirect("administration:account-detail", public_id)


@security_administrator
@require_POST
def account_erase(request, public_id):
    """For good: of a closed account whose owner asked for it in writing."""
    user = get_object_or_404(staff().filter(is_active=False), public_id=public_id)
    form = ReasonForm(request.POST)
    try:
        if form.is_valid():
            operations.erase_account(actor=request.user, now=clock.now(), user=user, **form.cleaned_data)
            messages.success(request, _("The account is deleted."))
            return redirect("administration:account-list")
        messages.error(request, _("Nothing was changed: give a reason; nobody changes their own account."))
    except operations.StillInOfficeError:
        messages.error(request, _("Take its roles back first."))
    return redirect("administration:account-detail", public_id)


@security_administrator
@require_http_methods(["GET", "HEAD", "POST"])
def deputy_list(request, public_id):
    """Who acts for a person, and for whom this person acts."""
    user = get_object_or_404(staff(), public_id=public_id)
    form = DeputyForm(can_stand_in(user), clock.today(), operations.LONGEST, request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_appointed(request, user, form):
        return redirect("administration:deputy-list", public_id)
    rows = Deputyship.objects.filter(Q(person=user) | Q(deputy=user)).select_related("person", "deputy")
    not_over = set(Deputyship.objects.not_over(clock.now()).filter(person=user).values_list("pk", flat=True))
    context = {"account": user, "form": form, "rows": rows, "not_over": not_over}
    return render(request, "administration/deputy_list.html", context, status=400 if form.errors else 200)


def _is_appointed(request, user, form) -> bool:
    try:
        operations.appoint_deputy(actor=request.user, now=clock.now(), person=user, **form.cleaned_data)
    except operations.NotAllowedError:
        form.add_error(None, _("Nobody changes their own account."))
    except operations.ExclusiveRoleError:
        form.add_error("deputy", _("The three administrators are three people without other roles."))
    except operations.NothingToLendError:
        form.add_error("deputy", _("There is no role to take over: of a street, an office or the district's review."))
    except operations.DeputyTakenError:
        form.add_error("starts_on", _("Another deputy is appointed for one of these days: end that one first."))
    return not form.errors


@security_administrator
@require_POST
def deputy_end(request, public_id):
    form = EndDeputyForm(Deputyship.objects.filter(person__public_id=public_id), request.POST)
    if not form.is_valid() or form.cleaned_data["deputyship"].person == request.user:
        messages.error(request, _("Nothing was changed: give a reason; nobody changes their own account."))
    else:
        operations.end_deputyship(actor=request.user, now=clock.now(), **form.cleaned_data)
    return redirect("administration:deputy-list", public_id)
