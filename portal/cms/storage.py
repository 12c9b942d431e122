"""Pictures and documents of pages on the disk: whole, or not at all."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    def _save(self, name, content):
        try:
            return super()._save(name, content)
        except OSError:
            # The disk is full, or the wire to it broke: what is there of the file is half of it.
            Path(self.path(name)).unlink(missing_ok=True)
            raise
