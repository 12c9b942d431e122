"""Authoring the scheme in the content system. No status is an editable field: publishing is an operation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button

from cells.enums import RubricState
from cells.forms.authoring import RubricForm, SchemeForm
from cells.models import Rubric, Scheme, UnitType
from cells.operations.rubrics import publish_rubric
from portal import clock


class SchemeViewSet(ModelViewSet):
    model = Scheme
    icon = "cog"
    menu_label = gettext_lazy("Schemes")
    list_display = ["name", "issuer", "is_draft"]
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return SchemeForm


class UnitTypeViewSet(ModelViewSet):
    model = UnitType
    icon = "tag"
    menu_label = gettext_lazy("Kinds of unit")
    list_display = ["name", "bucket", "lead"]
    copy_view_enabled = False
    form_fields = ["scheme", "code", "name", "name_en", "bucket", "lead", "lead_en", "position"]


class RubricIndexView(generic.IndexView):
    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if instance.state == RubricState.DRAFT:
            buttons.append(Button(_("Publish"), reverse("rubrics:publish", args=[instance.pk]), icon_name="check"))
        return buttons

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if instance.state == RubricState.DRAFT else None


class RubricEditView(generic.EditView):
    """Drafts only: what was published never changes."""

    def get_object(self, queryset=None):
        rubric = super().get_object(queryset)
        if rubric.state != RubricState.DRAFT:
            raise PermissionDenied
        return rubric

    def get_success_url(self):
        return self.get_index_url() if hasattr(self, "get_index_url") else reverse(self.index_url_name)


class RubricViewSet(ModelViewSet):
    model = Rubric
    icon = "list-ul"
    menu_label = gettext_lazy("Rubrics")
    list_display = ["unit_type", "version", "state", "published_at"]
    list_filter = ["state", "unit_type"]
    copy_view_enabled = False
    index_view_class = RubricIndexView
    edit_view_class = RubricEditView

    def get_form_class(self, for_update=False):
        return RubricForm

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("publish/<int:pk>/", publish, name="publish")]


def publish(request, pk):
    """One page to confirm, one press to put the draft in force."""
    if not request.user.has_perm("cells.change_rubric"):
        raise PermissionDenied
    rubric = get_object_or_404(Rubric.objects.select_related("unit_type"), pk=pk, state=RubricState.DRAFT)
    if request.method == "POST":
        publish_rubric(rubric=rubric, actor=request.user, now=clock.now())
        messages.success(request, _("%(rubric)s is in force.") % {"rubric": rubric})
        return redirect("rubrics:index")
    return render(request, "cells/admin/rubric_publish.html", {"rubric": rubric, "header_title": _("Publish")})


class CellsGroup(ModelViewSetGroup):
    menu_label = gettext_lazy("Certification")
    menu_icon = "clipboard-list"
    items = (SchemeViewSet("schemes"), UnitTypeViewSet("unit_types"), RubricViewSet("rubrics"))
