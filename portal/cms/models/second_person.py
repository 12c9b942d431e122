"""Whoever wrote a page does not approve it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from portal.cms.models.authors import author_of


class SecondPersonTask(AbstractGroupApprovalTask):
    """Approval by one of a group, but never by whoever wrote the words or asked for the approval."""

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    def get_actions(self, obj, user):
        actions = super().get_actions(obj, user)
        return [action for action in actions if action[0] != "approve" or not is_first_person(obj, user)]

    def on_action(self, task_state, user, action_name, **kwargs):
        # Whoever changed a word while approving it has become its author.
        if action_name == "approve" and is_first_person(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)


def is_first_person(page, user) -> bool:
    """Whether this person wrote the words as they stand, or asked for the approval."""
    state = page.current_workflow_state
    return user.pk in {state.requested_by_id if state else None, author_of(page)}
