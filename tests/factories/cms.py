"""Pictures of the CMS."""

from django.core.files.base import ContentFile

from portal.cms.models import PortalImage
from tests.factories.evidence import picture


def image(title="图", *, words="一张图", shows_people=False, people_agreed=False) -> PortalImage:
    said = {"title": title, "description": words, "shows_people": shows_people, "people_agreed": people_agreed}
    return PortalImage.objects.create(file=ContentFile(picture((1280, 720)), "a.jpg"), **said)
