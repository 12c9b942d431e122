"""What the district administrator keeps in the CMS: the objects of the sorting guide."""

from wagtail.admin.viewsets.model import ModelViewSet

from portal.home.models import SortingItem


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
