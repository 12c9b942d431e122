"""What strangers may be shown of what editors keep."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex


def is_linked_in_public(item) -> bool:
    """Whether a page that everybody may read refers to a file or a picture."""
    found = ReferenceIndex.get_references_to(item).filter(base_content_type__model="page")
    keys = [key for key in found.values_list("object_id", flat=True).distinct() if key.isdigit()]
    return Page.objects.live().public().filter(pk__in=keys).exists()


def missing_files(now: datetime) -> Iterator[str]:
    """Pictures and documents of pages that are not where files are kept."""
    for model in (get_image_model(), get_document_model()):
        for row in model.objects.only("file").iterator(chunk_size=500):
            if not row.file.storage.exists(row.file.name):
                yield f"{model._meta.label_lower}:{row.pk}:missing"


def foot_without_words(_day) -> list[str]:
    """What the foot of every page still leaves open, by the setting that the operator fills in."""
    wanted = ("host", "organiser", "address", "phone", "support", "icp", "police", "site_code")
    return [f"PORTAL_FOOTER_{name.upper()}" for name in wanted if not settings.PORTAL_FOOTER[name]]
