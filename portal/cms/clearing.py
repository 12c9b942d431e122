"""What Wagtail tells of its pages clears the pages that are kept (portal.cms.pagecache)."""

from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.cms.pagecache import PAGES


def clear_pages(**said) -> None:
    transaction.on_commit(PAGES.clear, robust=True)


def connect() -> None:
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(clear_pages, dispatch_uid="clear_pages")
    post_delete.connect(clear_pages, sender=Page, dispatch_uid="clear_pages")
