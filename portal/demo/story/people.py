"""The people of the demonstration and of the acceptance tests: one a role, every name marked 演示."""

import secrets
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group

from portal.accounts.models import User
from portal.accounts.roles import SECTION, Role
from portal.administration.operations import create_staff_account, grant_role
from portal.directory.models import Area, Department


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    role: Role
    area: str = ""
    department: str = ""
    phone: str = ""
    section: str = ""


PEOPLE = (
    Person("resident", "演示居民", Role.RESIDENT, phone="+8613800000001"),
    Person("unit-a", "演示单位甲经办人", Role.UNIT_MEMBER, phone="+8613800000002"),
    Person("unit-b", "演示单位乙经办人", Role.UNIT_MEMBER, phone="+8613800000003"),
    Person("unit-c", "演示单位丙经办人", Role.UNIT_MEMBER, phone="+8613800000004"),
    Person("officer-hongmei", "演示红梅街道干事", Role.STREET_OFFICER, area="hongmei"),
    Person("officer-lanling", "演示兰陵街道干事", Role.STREET_OFFICER, area="lanling"),
    Person("evaluator-1", "演示评审专家一", Role.EVALUATOR),
    Person("evaluator-2", "演示评审专家二", Role.EVALUATOR),
    Person("evaluator-3", "演示评审专家三", Role.EVALUATOR),
    Person("reviewer", "演示区级审核员", Role.DISTRICT_REVIEWER),
    Person("reviewer-2", "演示区级复核员", Role.DISTRICT_REVIEWER),
    Person("department-env", "演示生态环境局联络员", Role.DEPARTMENT_OFFICER, department="env"),
    Person("department-urban", "演示城管局联络员", Role.DEPARTMENT_OFFICER, department="urban"),
    Person("editor", "演示内容编辑", Role.EDITOR),
    Person("editor-news", "演示新闻栏目编辑", Role.SECTION_EDITOR, section="news"),
    Person("user-manager", "演示栏目编辑管理员", Role.USER_MANAGER),
    Person("administrator", "演示区级管理员", Role.DISTRICT_ADMINISTRATOR),
    Person("security", "演示安全管理员", Role.SECURITY_ADMINISTRATOR),
    Person("auditor", "演示审计员", Role.AUDITOR),
)


@dataclass(frozen=True)
class Credentials:
    """What one person signs in with, made afresh and known to nobody else."""

    key: str
    role: str
    username: str
    password: str = ""
    totp_secret: str = ""
    recovery_codes: tuple[str, ...] = ()
    phone: str = ""


def make_people(*, now) -> dict[str, User]:
    """The people by key, made where they are missing."""
    return {person.key: _made(person, now) for person in PEOPLE}


def _made(person: Person, now) -> User:
    username = f"demo-{person.key}"
    user = User.objects.filter(username=username).first()
    if user:
        return user
    user = create_staff_account(actor=None, now=now, username=username, name=person.name)
    if person.phone:
        user.set_phone(person.phone, verified=True)
        user.save()
        return user
    area = Area.objects.get(code=person.area) if person.area else None
    department = Department.objects.get(code=person.department) if person.department else None
    section = Group.objects.get(name=f"{SECTION}{person.section}") if person.section else None
    place = {"area": area, "department": department, "section": section}
    grant_role(actor=None, now=now, user=user, role=person.role, **place)
    return user


def renew_credentials(person: Person) -> Credentials:
    """A new password and second factor; what was printed before is dead."""
    user = User.objects.get(username=f"demo-{person.key}")
    if person.phone:
        return Credentials(person.key, str(person.role), user.username, phone=person.phone)
    password, secret = secrets.token_urlsafe(12), generate_totp_secret()
    user.set_password(password)
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    TOTP.activate(user, secret)
    codes = tuple(RecoveryCodes.activate(user).get_unused_codes()[:3])
    return Credentials(person.key, str(person.role), user.username, password, secret, codes)
