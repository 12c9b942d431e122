"""The pages that any site has: sections and plain pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.home.models.content import ContentPage


class LandingPage(ContentPage):
    """A section: its pages as cards."""

    template = "home/landing.html"

    class Meta:
        verbose_name = _("section page")

    def get_context(self, request, *args, **kwargs):
        children = self.get_children().live().public().specific()
        cards = [child.render_card(request) for child in children if hasattr(child, "render_card")]
        return {**super().get_context(request, *args, **kwargs), "cards": cards}


class StandardPage(ContentPage):
    reviewed_on = models.DateField(_("last checked on"), null=True, blank=True)

    template = "home/standard.html"
    content_panels = [*ContentPage.content_panels, FieldPanel("reviewed_on")]

    class Meta:
        verbose_name = _("page")
