"""A news draft made from what another room tells."""

from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape, linebreaks
from django.utils.translation import gettext_noop

from portal.accounts.roles import Role
from portal.cms.models import PortalImage
from portal.home.models import NewsIndexPage, NewsPage
from portal.inbox.operations import open_task
from portal.telling import Picture, Story

FINISH = gettext_noop("Finish the news draft “%(page)s”")


@transaction.atomic
def draft_news(*, actor, now: datetime, story: Story) -> NewsPage:
    """The page of this story, as a draft; told again, the one that is there, as editors have left it."""
    index = NewsIndexPage.objects.select_for_update().get(locale__language_code=settings.LANGUAGE_CODE)
    held = NewsPage.objects.child_of(index).filter(slug=story.slug).first()
    if held:
        return held
    images = [_image(actor, picture) for picture in story.pictures]
    page = index.add_child(
        instance=NewsPage(
            title=story.title,
            slug=story.slug,
            summary=story.summary[:200],
            source=story.source,
            published_on=story.day,
            cover=images[0] if images else None,
            body=_body(story, images),
            owner=actor,
            live=False,
        )
    )
    page.save_revision(user=actor)
    open_task(
        kind="news.finish",
        title=FINISH,
        values={"page": story.title},
        subject=f"page:{page.pk}",
        link=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        due_on=None,
        now=now,
        role=Role.EDITOR,
    )
    return page


def _body(story: Story, images: list[PortalImage]) -> list[tuple]:
    text = [("paragraph", linebreaks(escape(words))) for words in story.paragraphs]
    if not images[1:]:
        return text
    pictures = [{"image": image, "caption": ""} for image in images[1:]]
    return [*text, ("gallery", {"title": "", "pictures": pictures})]


def _image(actor, picture: Picture) -> PortalImage:
    """Its consent stands as it was said; what was not said stops the page from being submitted (portal.cms.validators)."""
    return PortalImage.objects.create(
        file=ContentFile(picture.data, picture.name),
        title=picture.words[:100],
        description=picture.words[:255],
        shows_people=True,
        people_agreed=picture.agreed,
        ai_label=picture.ai_label,
        uploaded_by_user=actor,
    )
