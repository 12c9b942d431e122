"""The roles, and which of them are staff."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    RESIDENT = "resident", _("Resident")
    UNIT_MEMBER = "unit_member", _("Unit member")
    STREET_OFFICER = "street_officer", _("Street officer")
    EVALUATOR = "evaluator", _("Evaluator")
    DISTRICT_REVIEWER = "district_reviewer", _("District reviewer")
    DEPARTMENT_OFFICER = "department_officer", _("Department officer")
    EDITOR = "editor", _("Editor")
    SECTION_EDITOR = "section_editor", _("Section editor")
    USER_MANAGER = "user_manager", _("Manager of section editors")
    DISTRICT_ADMINISTRATOR = "district_administrator", _("District administrator")
    SECURITY_ADMINISTRATOR = "security_administrator", _("Security administrator")
    AUDITOR = "auditor", _("Auditor")


STAFF_ROLES = frozenset(Role) - {Role.RESIDENT, Role.UNIT_MEMBER}
AREA_ROLES = frozenset({Role.STREET_OFFICER})
DEPARTMENT_ROLES = frozenset({Role.DEPARTMENT_OFFICER})
# What a deputy takes over for a while. An evaluator steps back instead, for it is this person who judges; what stands in
# the CMS has groups of its own; and the three administrators stay three people.
LENT_ROLES = frozenset({Role.STREET_OFFICER, Role.DISTRICT_REVIEWER, Role.DEPARTMENT_OFFICER})
# Who may enter the CMS at all; what each may do there is its group's affair.
CMS_ROLES = frozenset({Role.EDITOR, Role.SECTION_EDITOR, Role.USER_MANAGER, Role.DISTRICT_ADMINISTRATOR})
# Whose pages and files are those of one part of the site; its group begins with SECTION.
SECTION_ROLES = frozenset({Role.SECTION_EDITOR})
SECTION = "section:"
# 等保: system, security and audit administration are three people.
EXCLUSIVE_ROLES = frozenset({Role.DISTRICT_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR})
