from wagtail import hooks

from cells.viewsets import CellsGroup


@hooks.register("register_admin_viewset")
def register_certification():
    return CellsGroup()
