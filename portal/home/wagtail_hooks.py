"""The front room's screens in the CMS."""

from wagtail import hooks

from portal.home.viewsets import SortingItemViewSet, UnknownObjectViewSet


@hooks.register("register_admin_viewset")
def sorting_viewsets():
    return [SortingItemViewSet(), UnknownObjectViewSet()]
