"""What the district administrator keeps in the CMS: the objects of the sorting guide, and what it was asked for in vain."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import CreateView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from portal.home.models import DropOffPlace, SortingItem, UnknownObject


class SortingItemCreate(CreateView):
    """Begins with the word that was asked for in vain."""

    def get_initial_form_instance(self):
        return SortingItem(name=self.request.GET.get("name", "")[:20])


class SortingItemViewSet(ModelViewSet):
    model = SortingItem
    name = "sorting"
    icon = "list-ul"
    menu_order = 810
    add_to_admin_menu = True
    form_fields = ["name", "aliases", "bin", "note", "name_en", "note_en"]
    list_display = ["name", "bin", "note"]
    list_filter = ["bin"]
    search_fields = ["name", "aliases", "name_en"]
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False
    add_view_class = SortingItemCreate


class UnknownObjectIndex(IndexView):
    """Week by week what is still missing; a press on the word begins its object."""

    def get_base_queryset(self):
        known = SortingItem.objects.values("name")
        return super().get_base_queryset().filter(times__gt=0).exclude(word__in=known)

    def get_add_url(self):
        return None

    @property
    def columns(self):
        return [
            TitleColumn("word", label=_("object"), get_url=lambda row: f"{reverse('sorting:add')}?name={row.word}"),
            Column("week", label=_("week from"), sort_key="week"),
            Column("times", label=_("times asked"), sort_key="times"),
        ]


class UnknownObjectViewSet(ModelViewSet):
    model = UnknownObject
    name = "sorting_unknown"
    icon = "help"
    menu_label = _("Asked for in vain")
    menu_order = 811
    add_to_admin_menu = True
    index_view_class = UnknownObjectIndex
    form_fields = ["word"]
    copy_view_enabled = False


class DropOffPlaceViewSet(ModelViewSet):
    """Where hazardous, bulky and other waste is brought: the office's own data, shown in the guide by community."""

    model = DropOffPlace
    name = "drop_off"
    icon = "site"
    menu_order = 812
    add_to_admin_menu = True
    form_fields = ["kind", "name", "address", "area", "communities", "hours", "phone", "note", "checked_on", "is_open"]
    list_display = ["name", "kind", "area", "hours", "checked_on", "is_open"]
    list_filter = ["kind", "area", "is_open"]
    search_fields = ["name", "address"]
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False
