"""Files as people send them, and stored files."""

import io

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from portal.evidence.models import StoredFile
from portal.evidence.operations import take_in
from tests.factories.accounts import UserFactory


def picture(size=(64, 48), *, kind="JPEG", mode="RGB", **options) -> bytes:
    """A small picture whose left is dark and whose right is light."""
    image = Image.linear_gradient("L").rotate(90).resize(size).convert(mode)
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def upload(data: bytes | None = None, name="photo.jpg", content_type="image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if data is None else data, content_type)


class StoredFileFactory(factory.django.DjangoModelFactory):
    """A file that went through the real intake; `now` is when it came."""

    class Meta:
        model = StoredFile

    owner = factory.SubFactory(UserFactory)
    upload = factory.LazyFunction(upload)

    @classmethod
    def _create(cls, model_class, *args, upload, owner, now):
        return take_in(upload=upload, owner=owner, now=now)
