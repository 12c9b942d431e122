"""Files that were kept before documents were made anew: evidence, documents of pages, and what no door takes any more."""

import io
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.documents import get_document_model
from wagtail.models import UploadedFile
from wagtail.users.models import UserProfile
from wagtail.utils.file import hash_filelike

from portal.evidence import intake
from portal.evidence.errors import RefusedFileError
from portal.evidence.models import StoredFile
from portal.evidence.operations import clean_again


class Command(BaseCommand):
    help = "Takes author, company and history out of documents kept earlier; names those that we would refuse today."

    def handle(self, *args, **options):
        done, refused = 0, 0
        for row, clean in self._all():
            try:
                done += clean(row)
            except (RefusedFileError, FileNotFoundError) as error:
                refused += 1
                self.stderr.write(f"{row._meta.label} {row.pk} {row}: {getattr(error, 'message', 'missing')}")
        for holder in [*UserProfile.objects.exclude(avatar=""), *UploadedFile.objects.all()]:
            _let_go(holder)
        self.stdout.write(f"Cleaned {done} documents.")
        if refused:
            raise CommandError(
                f"{refused} documents stay as they are: look at each, and remove it or have it sent again."
            )

    def _all(self):
        for stored in StoredFile.objects.filter(original_size=0).exclude(kind="image").iterator():
            yield stored, lambda row: clean_again(stored=row)
        for document in get_document_model().objects.iterator():
            yield document, _clean_document


def _clean_document(document) -> bool:
    with document.file.open() as file:
        data = file.read()
    clean = intake.clean(data, name=Path(document.file.name).name)
    if clean.data == data:
        return False
    document.file.storage.put(document.file.name, clean.data)
    document.file_size, document.file_hash = clean.size, hash_filelike(io.BytesIO(clean.data))
    document.save(update_fields=["file_size", "file_hash"])
    return True


def _let_go(holder) -> None:
    """A picture of an editor, or a file kept aside: nobody sees them, and nothing was taken out of them."""
    if isinstance(holder, UserProfile):
        holder.avatar.delete(save=True)
    else:
        holder.file.delete(save=False)
        holder.delete()
