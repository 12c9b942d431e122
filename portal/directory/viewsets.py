"""What the district administrator keeps in the CMS: quotas, communities with their dates."""

from wagtail.admin.viewsets.model import ModelViewSet

from portal.directory.models import Area, Community


class AreaViewSet(ModelViewSet):
    """The plan names the areas; how many events a quarter each owes is the district's to set."""

    model = Area
    name = "areas"
    icon = "globe"
    form_fields = ["quarterly_event_quota"]
    list_display = ["name", "kind", "quarterly_event_quota"]
    copy_view_enabled = False


class CommunityViewSet(ModelViewSet):
    """Communities merge and are renamed: one ends, another begins, none is deleted."""

    model = Community
    name = "communities"
    icon = "home"
    form_fields = [
        "code",
        "name",
        "name_en",
        "official_name",
        "kind",
        "area",
        "reporting_area",
        "valid_from",
        "valid_until",
    ]
    list_display = ["name", "area", "kind", "valid_from", "valid_until"]
    list_filter = ["area", "kind"]
    search_fields = ["name", "code"]
    search_backend_name = None
    list_per_page = 50
    copy_view_enabled = False
