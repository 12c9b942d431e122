"""What strangers may be shown of what editors keep."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, TaskState

from portal.cms.models.second_person import is_first_person

NOTHING = '<span class="deletion">None</span>'

__all__ = [
    "differences",
    "foot_without_words",
    "is_first_person",
    "is_linked_in_public",
    "missing_files",
    "pages_waiting",
]


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


def pages_waiting() -> list[TaskState]:
    """What waits for a second person, the longest waiting first, each with its page as `revision.content_object`."""
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    return list(waiting.select_related("workflow_state__requested_by", "revision").order_by("started_at", "pk"))


def differences(page: Page, request) -> list[tuple[str, str]]:
    """Field by field what the draft changes of what is public, as marked HTML; of a new page all that it says."""
    draft = page.get_latest_revision_as_object()
    public = page if page.live else type(page)()
    bound = page.get_edit_handler().get_bound_panel(instance=draft, request=request, form=None)
    compared = [compare(public, draft) for compare in bound.get_comparison()]
    return [(field.field_label(), _without_nothing(field.htmldiff())) for field in compared if field.has_changed()]


def _without_nothing(html: str) -> SafeString:
    """Where nothing stood before, nothing is struck out."""
    return mark_safe(html.replace(NOTHING, ""))  # noqa: S308 - Wagtail's own marks, less one


def foot_without_words(_day) -> list[str]:
    """What the foot of every page still leaves open, by the setting that the operator fills in."""
    wanted = ("host", "organiser", "address", "phone", "support", "icp", "police", "site_code")
    return [f"PORTAL_FOOTER_{name.upper()}" for name in wanted if not settings.PORTAL_FOOTER[name]]
