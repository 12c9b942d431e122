"""The directory's screens in the CMS; a quota that is set there stands on the ledger, for states rest on it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.base import ViewSetGroup

from portal import clock
from portal.board.operations import seal_plans
from portal.directory.viewsets import AreaViewSet, CommunityViewSet
from portal.ledger.queries import subject_key


class SealedEditView(EditView):
    def save_instance(self):
        saved = super().save_instance()
        seal_plans(actor=self.request.user, now=clock.now(), about=subject_key(saved))
        return saved


class QuotaViewSet(AreaViewSet):
    edit_view_class = SealedEditView


class DirectoryViewSetGroup(ViewSetGroup):
    menu_label = _("Directory")
    menu_icon = "list-ul"
    menu_order = 800
    items = (QuotaViewSet, CommunityViewSet)
