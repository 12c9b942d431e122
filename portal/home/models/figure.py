"""A figure of the board as a page, so that any page can feature its card."""

from django.db import models
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal import clock
from portal.board.queries import deciding_by_indicator
from portal.board.results.rows import row_of
from portal.board.results.words import indicator_url
from portal.cms.models import BasePage
from portal.directory.models import Indicator


class FigurePage(BasePage):
    """Its address leads to the board, where the figure is explained; its card says how it stands today."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("indicator"))

    template = "home/figure_preview.html"
    card_template = "home/figure_card.html"
    subpage_types: list[str] = []
    content_panels = [*BasePage.content_panels, FieldPanel("indicator")]

    class Meta:
        verbose_name = _("figure of the board")

    def serve(self, request, *args, **kwargs):
        return redirect(indicator_url(self.indicator))

    def get_context(self, request, *args, **kwargs):
        """For the editor's preview, which nobody else sees: the card is all that this page shows."""
        return {**super().get_context(request, *args, **kwargs), "card": self.render_card(request)}

    def get_card_context(self, request) -> dict:
        held = deciding_by_indicator([self.indicator])[self.indicator.pk]
        address = indicator_url(self.indicator)
        row = row_of(self.indicator, held, clock.today())
        return {**super().get_card_context(request), "row": row, "address": address}
