"""What strangers may be shown of what editors keep."""

from wagtail.models import Page, ReferenceIndex


def is_linked_in_public(item) -> bool:
    """Whether a page that everybody may read refers to a file or a picture."""
    found = ReferenceIndex.get_references_to(item).filter(base_content_type__model="page")
    keys = [key for key in found.values_list("object_id", flat=True).distinct() if key.isdigit()]
    return Page.objects.live().public().filter(pk__in=keys).exists()
