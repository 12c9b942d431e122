"""Authoring the scheme in the content system. No status is an editable field: publishing is an operation."""

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button

from cells.enums import RubricState
from cells.forms.authoring import RubricForm, SchemeForm, rubric_text
from cells.models import Rubric, Scheme, UnitType
from cells.notifications.rubrics import waits_no_more
from cells.views import authoring, rubric_forms
from cells.views.foresight import shown_before, wants_back
from portal.clock import now

DRAFT_STEPS = (
    (gettext_lazy("Publish"), "publish", "check"),
    (gettext_lazy("Try on past applications"), "what-if", "history"),
)
LATER_STEPS = {RubricState.PUBLISHED: ((gettext_lazy("Retire"), "retire", "cross"),)}


def only_drafts(rubric: Rubric) -> Rubric:
    if rubric.state != RubricState.DRAFT:
        raise PermissionDenied
    return rubric


class SchemeIndexView(generic.IndexView):
    def get_list_more_buttons(self, instance):
        return [
            *super().get_list_more_buttons(instance),
            Button(_("Settings as a file"), reverse("schemes:file", args=[instance.pk]), icon_name="code"),
            Button(_("Take out as a file"), reverse("schemes:export", args=[instance.pk]), icon_name="download"),
        ]


class RulesEditView(generic.EditView):
    """A change of the rules shows whom it meets before it is saved."""

    def post(self, request, *args, **kwargs):
        if not wants_back(request):
            return super().post(request, *args, **kwargs)
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def form_valid(self, form):
        row = self.object
        kinds = row.unit_types.all() if isinstance(row, Scheme) else UnitType.objects.filter(pk=row.pk)
        return shown_before(self.request, row, form.cleaned_data, kinds) or super().form_valid(form)


class SchemeViewSet(ModelViewSet):
    model = Scheme
    edit_view_class = RulesEditView
    index_view_class = SchemeIndexView
    icon = "cog"
    menu_label = gettext_lazy("Schemes")
    list_display = ["name", "issuer", "is_draft"]
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return SchemeForm

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("file/<int:pk>/", authoring.scheme_file, name="file"),
            path("export/<int:pk>/", authoring.scheme_export, name="export"),
        ]


class UnitTypeViewSet(ModelViewSet):
    model = UnitType
    edit_view_class = RulesEditView
    icon = "tag"
    menu_label = gettext_lazy("Kinds of unit")
    list_display = ["name", "bucket", "lead"]
    copy_view_enabled = False
    form_fields = ["scheme", "code", "name", "name_en", "bucket", "lead", "lead_en", "position"]


class RubricIndexView(generic.IndexView):
    def get_list_more_buttons(self, instance):
        is_draft = instance.state == RubricState.DRAFT
        buttons = [] if not is_draft else super().get_list_more_buttons(instance)
        steps = DRAFT_STEPS if is_draft else LATER_STEPS.get(instance.state, ())
        steps = ((_("Write in forms") if is_draft else _("All items"), "sheet", "form"), *steps)
        for label, name, icon in (*steps, (_("Take out as a file"), "export", "download")):
            buttons.append(Button(label, reverse(f"rubrics:{name}", args=[instance.pk]), icon_name=icon))
        if not is_draft:
            address = f"{reverse('rubrics:add')}?from={instance.pk}"
            buttons.append(Button(_("Begin a new draft from this"), address, icon_name="copy"))
        return buttons

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if instance.state == RubricState.DRAFT else None


class RubricAddView(generic.CreateView):
    """An empty draft, or one that begins as an earlier version."""

    def get_initial(self):
        chosen = self.request.GET.get("from", "")
        origin = Rubric.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
        found = {"unit_type": origin.unit_type_id, "text": rubric_text(origin)} if origin else {}
        return {**super().get_initial(), **found}


class RubricDeleteView(generic.DeleteView):
    """A draft may be thrown away; what was once in force stays."""

    def get_object(self, queryset=None):
        return only_drafts(super().get_object(queryset))

    def delete_action(self):
        waits_no_more(self.object, now=now())
        return super().delete_action()


class RubricEditView(generic.EditView):
    """Drafts only: what was published never changes."""

    def get_object(self, queryset=None):
        return only_drafts(super().get_object(queryset))

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
    add_view_class = RubricAddView
    edit_view_class = RubricEditView
    delete_view_class = RubricDeleteView

    def get_form_class(self, for_update=False):
        return RubricForm

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("sheet/<int:pk>/", rubric_forms.sheet, name="sheet"),
            path("sheet/<int:pk>/<slug:section>/new/", rubric_forms.item, name="item-new"),
            path("sheet/<int:pk>/<slug:section>/<slug:code>/", rubric_forms.item, name="item"),
            path("publish/<int:pk>/", authoring.publish, name="publish"),
            path("retire/<int:pk>/", authoring.retire, name="retire"),
            path("what-if/<int:pk>/", authoring.what_if, name="what-if"),
            path("export/<int:pk>/", authoring.rubric_export, name="export"),
        ]


class CellsGroup(ModelViewSetGroup):
    menu_label = gettext_lazy("Certification")
    menu_icon = "clipboard-list"
    items = (SchemeViewSet("schemes"), UnitTypeViewSet("unit_types"), RubricViewSet("rubrics"))
