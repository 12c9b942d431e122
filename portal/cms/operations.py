"""What the CMS needs before anyone edits: the groups behind the roles that may enter it."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
)

from portal.accounts.roles import Role

PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
FILE_RIGHTS = (
    "add_image",
    "change_image",
    "choose_image",
    "add_document",
    "change_document",
    "choose_document",
)
# What only the district administrator authors, by app; editors keep to pages and files.
SHIPPED_WORKFLOW = "Moderators approval"
AUTHORED_APPS = ("directory", "cells", "campaigns", "surveys", "cms", "home", "wagtailredirects")


@transaction.atomic
def prepare_groups() -> None:
    """Bring the groups of the editor and the district administrator to the rights that they shall have."""
    root = Page.get_first_root_node()
    collection = Collection.get_first_root_node()
    access = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    for role in (Role.EDITOR, Role.DISTRICT_ADMINISTRATOR):
        group, _created = Group.objects.get_or_create(name=str(role))
        group.permissions.set([access])
        for right in Permission.objects.filter(codename__in=PAGE_RIGHTS, content_type__app_label="wagtailcore"):
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)
        for right in Permission.objects.filter(codename__in=FILE_RIGHTS):
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)
    group.permissions.add(*Permission.objects.filter(content_type__app_label__in=AUTHORED_APPS))
    _name_the_second_person(group)


def _name_the_second_person(group: Group) -> None:
    """Wagtail's own workflow, in our words: an editor's page is looked at by a district administrator."""
    Workflow.objects.filter(name=SHIPPED_WORKFLOW).update(name="内容审核")
    for task in GroupApprovalTask.objects.filter(name=SHIPPED_WORKFLOW):
        task.name = "区级管理员审核"
        task.save()
        task.groups.set([group])
