"""What every page and picture shares."""

from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtail.models import Page
from wagtail.search import index

from portal.cms.pagecache import mark_shared


class PortalImage(AbstractImage):
    shows_people = models.BooleanField(_("shows people who can be recognised"), default=False)
    people_agreed = models.BooleanField(
        _("the people shown agreed to its publication"),
        default=False,
        help_text=_("For anyone under 14 a guardian's consent is needed."),
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "shows_people", "people_agreed")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Rendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]


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

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("cover")]
    promote_panels = Page.promote_panels
    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2)]

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        return mark_shared(super().serve(request, *args, **kwargs))

    def get_card_context(self, request) -> dict:
        return {"page": self, "request": request}

    def render_card(self, request) -> str:
        return render_to_string(self.card_template, self.get_card_context(request), request=request)
