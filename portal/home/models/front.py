"""The front page: what a resident can do now, then how the plan stands, then what goes on."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.cms.sharing import absolute
from portal.home.front import front_of
from portal.home.models.content import ContentPage


class HomePage(ContentPage):
    template = "home/home.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("front page")

    def get_structured_data(self, request) -> dict:
        """The site, and where it is searched."""
        found = f"{absolute(reverse('home:search'))}?q={{words}}"
        asking = {"@type": "SearchAction", "target": found, "query-input": "required name=words"}
        return {**super().get_structured_data(request), "@type": "WebSite", "potentialAction": asking}

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **front_of(self, request, now=clock.now())}
