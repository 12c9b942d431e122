"""What the CMS needs before anyone edits: the groups behind the roles that may enter it."""

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowTask,
)

from portal.accounts.roles import SECTION, Role
from portal.cms.models import SecondPersonTask
from portal.manifests import manifests
from portal.procedure.refusals import Kind, Refused

EDITOR_RIGHTS = ("add_page", "change_page", "lock_page")
# Publishing by approval, taking a page back at once; nobody publishes alone (wagtail_hooks).
ADMINISTRATOR_RIGHTS = (*EDITOR_RIGHTS, "publish_page", "unlock_page")
# Whoever manages section editors sees accounts and changes which parts of the site they edit.
ACCOUNT_RIGHTS = ("view_user", "change_user")
PAGE_RIGHTS = {Role.EDITOR: EDITOR_RIGHTS, Role.DISTRICT_ADMINISTRATOR: ADMINISTRATOR_RIGHTS}
FILE_RIGHTS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)
SHIPPED_WORKFLOW, OUR_WORKFLOW, OUR_TASK = "Moderators approval", "内容审核", "区级管理员审核"
SHIPPED_SHELF, OUR_SHELF = "Root", "全部文件"


@transaction.atomic
def prepare_groups() -> None:
    """Bring the groups of the editor and the district administrator to the rights that they shall have."""
    root = Page.get_first_root_node()
    collection = Collection.get_first_root_node()
    Collection.objects.filter(pk=collection.pk, name=SHIPPED_SHELF).update(name=OUR_SHELF)
    access = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    translate = Permission.objects.filter(codename="submit_translation")
    for role, rights in PAGE_RIGHTS.items():
        group, _created = Group.objects.get_or_create(name=str(role))
        group.permissions.set([access, *translate])
        GroupPagePermission.objects.filter(group=group, page=root).exclude(permission__codename__in=rights).delete()
        for right in Permission.objects.filter(codename__in=rights, content_type__app_label="wagtailcore"):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)
        for right in Permission.objects.filter(codename__in=FILE_RIGHTS):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)
    # What only the district administrator authors, by app; editors keep to pages and files.
    authored = ["wagtailredirects", *(manifest.label for manifest in manifests() if manifest.is_authored)]
    group.permissions.add(*Permission.objects.filter(content_type__app_label__in=authored))
    _name_the_second_person(group)
    for role in (Role.SECTION_EDITOR, Role.USER_MANAGER):
        Group.objects.get_or_create(name=str(role))[0].permissions.set([access])
    accounts = Permission.objects.filter(content_type__app_label="accounts", codename__in=ACCOUNT_RIGHTS)
    Group.objects.get(name=str(Role.USER_MANAGER)).permissions.add(*accounts)


@transaction.atomic
def prepare_sections(pages) -> None:
    """A group for each part of the site, by its page and the page's translations, with files of its own."""
    root = Collection.get_first_root_node()
    page_rights = Permission.objects.filter(codename__in=EDITOR_RIGHTS, content_type__app_label="wagtailcore")
    _in_their_order(root)
    for page in pages:
        group, _created = Group.objects.get_or_create(name=f"{SECTION}{page.slug}")
        shelf = _shelf_of(group, root, page.title)
        for place in page.get_translations(inclusive=True):
            for right in page_rights:
                GroupPagePermission.objects.get_or_create(group=group, page=place, permission=right)
        for right in Permission.objects.filter(codename__in=FILE_RIGHTS):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=shelf, permission=right)


def _shelf_of(group: Group, root: Collection, title: str) -> Collection:
    """Where the files of a part of the site lie, under the name that people know it by."""
    shelf = Collection.objects.filter(group_permissions__group=group).first()
    shelf = shelf or root.get_children().filter(name=group.name).first() or root.add_child(name=title)
    if shelf.name != title:
        shelf.name = title
        shelf.save(update_fields=["name"])
        _in_their_order(root)
    return shelf


def _in_their_order(root: Collection) -> None:
    """A new name leaves a shelf where it stood; the next that is added would be given a place that is taken."""
    Collection.fix_tree(fix_paths=True, parent=root)


def _name_the_second_person(group: Group) -> None:
    """Wagtail's own workflow, in our words: a page is looked at by a district administrator who did not write it."""
    Workflow.objects.filter(name=SHIPPED_WORKFLOW).update(name=OUR_WORKFLOW)
    workflow = Workflow.objects.get(name=OUR_WORKFLOW)
    task, _created = SecondPersonTask.objects.get_or_create(name=OUR_TASK)
    task.groups.set([group])
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
    WorkflowTask.objects.filter(workflow=workflow).exclude(task=task).delete()
    GroupApprovalTask.objects.filter(name=SHIPPED_WORKFLOW).delete()


@transaction.atomic
def decide_page(*, actor, page: Page, revision: str, words: str, approves: bool) -> None:
    """The second person makes public what was shown, or sends it back with words.

    `revision`: the key of the one that was shown; what was written since is looked at first.
    """
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    state = page.current_workflow_task_state
    if state is None:
        raise Refused(Kind.CLOSED, _("The page does not wait for anybody any more."))
    if revision != str(page.latest_revision_id):
        raise Refused(Kind.STALE, _("The page was changed in the meantime. Look at it again."))
    task = state.task.specific
    action = "approve" if approves else "reject"
    if action not in {name for name, *_rest in task.get_actions(page, actor)}:
        raise PermissionDenied
    if not approves and not words.strip():
        raise Refused(Kind.UNFIT, _("Say what is to be changed."), field="words")
    task.on_action(state, actor, action, comment=words.strip())
