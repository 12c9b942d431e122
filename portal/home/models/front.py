"""The front page: what a resident can do now, then how the plan stands, then what goes on."""

from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.home.front import front_of
from portal.home.models.content import ContentPage


class HomePage(ContentPage):
    template = "home/home.html"
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **front_of(self, request, now=clock.now())}
