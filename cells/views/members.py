"""Who acts for a unit: members, invitations, a takeover when somebody has left."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cells.forms.membership import ContactForm, InviteForm, TakeoverForm
from cells.forms.organisation import SiteForm
from cells.models import Invitation, Membership, Organisation
from cells.operations.membership import accept_invitation, invite_member, remove_member, withdraw_invitation
from cells.operations.organisation import change_organisation, register_site
from cells.operations.takeover import request_takeover
from cells.permissions import is_owner
from cells.queries.organisations import invitations_to, unit_under
from cells.views.guard import chosen_form, posted, tell_missing_signs
from portal.accounts.limits import is_taken
from portal.accounts.permissions import private
from portal.clock import now, today


@private
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_show(request, organisation):
    row = get_object_or_404(
        Organisation.objects.of(request.user).select_related("area", "above"), public_id=organisation
    )
    forms = _forms(request, row)
    form = chosen_form(request, forms, "")
    if form is not None and is_taken(request, form, "join"):
        _take(request, row, form)
        return redirect("cells:organisation-show", row.public_id)
    context = {"page_title": row.name, "organisation": row, "forms": forms} | _people(request, row)
    return render(request, "cells/organisation_show.html", context, status=400 if form and form.errors else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def site_register(request, organisation):
    """A campus, a branch, or an estate without a code: who adds it is its first contact."""
    rows = Organisation.objects.of(request.user).filter(above=None).select_related("area", "unit_type")
    above = get_object_or_404(rows, public_id=organisation)
    first = Organisation(above=above, unit_type=above.unit_type, area=above.area)
    form = SiteForm(posted(request), instance=first)
    if request.method == "POST" and is_taken(request, form, "join"):
        fields = {name: form.cleaned_data[name] for name in form.Meta.fields}
        row = register_site(actor=request.user, above=above, fields=fields, now=now())
        messages.success(request, _("%(unit)s is registered. You can start its application now.") % {"unit": row.name})
        tell_missing_signs(request, row.name)
        return redirect("cells:application-list")
    context = {"page_title": _("Add a site of %(unit)s") % {"unit": above.name}, "form": form, "above": above}
    return render(request, "cells/site_register.html", context, status=400 if form.errors else 200)


@private
@require_POST
def member_remove(request, organisation, member):
    rows = Membership.objects.filter(organisation__in=Organisation.objects.of(request.user))
    rows = rows.select_related("user", "organisation")
    row = get_object_or_404(rows, organisation__public_id=organisation, user__public_id=member)
    remove_member(actor=request.user, membership=row, now=now())
    messages.success(request, _("Done. The person has been told."))
    if row.user_id == request.user.pk:
        return redirect("cells:application-list")
    return redirect("cells:organisation-show", organisation)


@private
@require_POST
def invitation_answer(request, invitation):
    """By who was invited: take it or leave it."""
    row = get_object_or_404(invitations_to(request.user, today()), public_id=invitation)
    if "accept" in request.POST:
        accept_invitation(actor=request.user, invitation=row, now=now())
        messages.success(request, _("You act for %(unit)s from now on.") % {"unit": row.organisation.name})
    else:
        withdraw_invitation(actor=request.user, invitation=row, now=now())
    return redirect("cells:application-list")


@private
@require_POST
def invitation_withdraw(request, invitation):
    rows = Invitation.objects.filter(organisation__in=Organisation.objects.of(request.user))
    row = get_object_or_404(rows.select_related("organisation"), public_id=invitation)
    withdraw_invitation(actor=request.user, invitation=row, now=now())
    return redirect("cells:organisation-show", row.organisation.public_id)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def takeover_request(request):
    form = TakeoverForm(posted(request), request.FILES or None)
    if request.method == "POST" and is_taken(request, form, "join") and _asked(request, form):
        messages.success(
            request, _("Sent to the street. You are told its answer; the present contacts have been told, too.")
        )
        return redirect("cells:application-list")
    context = {"page_title": _("Take over the files of a unit"), "form": form}
    return render(request, "cells/takeover_request.html", context, status=400 if form.errors else 200)


def _asked(request, form) -> bool:
    data = form.cleaned_data
    unit = unit_under(data["credit_code"], data["site"])
    if unit is None:
        form.add_error("credit_code", _("No unit with this code is registered here. You can register it yourself."))
        return False
    request_takeover(actor=request.user, organisation=unit, reason=data["reason"], proof=data["proof"][0], now=now())
    return True


def _forms(request, row: Organisation) -> dict:
    step = request.POST.get("step")
    found = {"invite": InviteForm(request.POST if step == "invite" else None, prefix="invite")}
    if is_owner(request.user, row):
        data = request.POST if step == "change" else None
        found["change"] = ContactForm(data, instance=Organisation.objects.get(pk=row.pk), prefix="change")
    return found


def _take(request, row: Organisation, form) -> None:
    if form.prefix == "invite":
        invite_member(actor=request.user, organisation=row, phone=form.cleaned_data["phone"], now=now())
        messages.success(request, _("The invitation waits for your colleague."))
    else:
        change_organisation(actor=request.user, organisation=row, fields=form.cleaned_data, now=now())
        messages.success(request, _("Saved."))


def _people(request, row: Organisation) -> dict:
    return {
        "members": row.memberships.select_related("user").order_by("joined_at"),
        "invitations": row.invitations.open_on(today()),
        "sites": row.sites.select_related("area").order_by("name"),
        "is_owner": is_owner(request.user, row),
        "me": request.user,
    }
