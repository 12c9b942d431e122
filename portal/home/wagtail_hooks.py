"""The front room's screens in the CMS."""

from wagtail import hooks

from portal import clock
from portal.home.models import SortingGuidePage
from portal.home.models.guide import asked
from portal.home.models.sorting import answer
from portal.home.operations.sorting import count_unknown
from portal.home.viewsets import DropOffPlaceViewSet, SortingItemViewSet, UnknownObjectViewSet


@hooks.register("register_admin_viewset")
def sorting_viewsets():
    return [SortingItemViewSet(), UnknownObjectViewSet(), DropOffPlaceViewSet()]


@hooks.register("before_serve_page")
def count_what_is_asked_in_vain(page, request, serve_args, serve_kwargs):
    words = asked(request) if isinstance(page, SortingGuidePage) else ""
    if words and answer(words).item is None:
        count_unknown(word=words, now=clock.now())
