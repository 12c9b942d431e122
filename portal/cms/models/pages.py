"""What every page shares."""

import datetime as dt

from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PagePermissionTester
from wagtail.search import index

from portal.cms.frame.sharing import absolute
from portal.cms.models.page_form import GuardedPageForm, OverridePanel
from portal.cms.models.pictures import PortalImage
from portal.cms.pagecache import mark_shared


class SecondPersonTester(PagePermissionTester):
    """A page begins as a draft, whoever writes it: none is made, and none copied, right into public."""

    def can_publish_subpage(self):
        return False


class BasePage(Page):
    """A page of this portal: it has a summary and can draw itself as a card on another page."""

    summary = models.CharField(
        _("summary"),
        max_length=200,
        blank=True,
        help_text=_("One or two sentences; shown on cards, in search and when the page is shared."),
    )
    cover = models.ForeignKey(
        PortalImage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("cover picture")
    )

    card_template = "cms/card.html"

    base_form_class = GuardedPageForm
    content_panels = [
        *Page.content_panels,
        OverridePanel("override_reason"),
        FieldPanel("summary"),
        FieldPanel("cover"),
    ]
    promote_panels = Page.promote_panels
    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2)]

    class Meta:
        abstract = True

    def permissions_for_user(self, user):
        return SecondPersonTester(user, self)

    @property
    def preview_sizes(self):
        """A small phone first: most residents read on one."""
        phone, *others = super().preview_sizes
        return [{**phone, "device_width": 360}, *others]

    def why_outdated(self, moment: dt.datetime) -> str:
        """What makes a page a thing of the past at that moment, in words; nothing when it is not."""
        return ""

    def serve(self, request, *args, **kwargs):
        request.shown_page = self
        return mark_shared(super().serve(request, *args, **kwargs))

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "breadcrumb": self.breadcrumb(request)}

    def breadcrumb(self, request) -> list[dict]:
        """The way from the front page to here; nothing for the front page itself."""
        ancestors = self.get_ancestors().filter(depth__gt=1)
        above = [{"label": page.title, "url": page.get_url(request)} for page in ancestors]
        return [{**above[0], "label": _("Home")}, *above[1:], {"label": self.title}] if above else []

    def get_structured_data(self, request) -> dict:
        return {
            "@type": "WebPage",
            "name": self.title,
            "description": self.summary,
            "inLanguage": self.locale.language_code,
            "url": absolute(self.get_url(request) or ""),
        }

    def get_card_context(self, request) -> dict:
        return {"page": self, "request": request}

    def render_card(self, request) -> str:
        return render_to_string(self.card_template, self.get_card_context(request), request=request)
