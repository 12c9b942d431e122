"""The directory's screens in the CMS."""

from wagtail import hooks

from portal.board.viewsets import DirectoryViewSetGroup


@hooks.register("register_admin_viewset")
def directory_viewsets():
    return DirectoryViewSetGroup()
