"""People and what they were granted."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import AREA_ROLES, DEPARTMENT_ROLES, Role
from portal.accounts.sealed import SealedTextField, blind_index, blind_indexes
from portal.directory.models import Area, Department

# Of a user name that nobody chose: no name that is given out begins so.
ERASED = "~"


class UserQuerySet(models.QuerySet):
    def with_phone(self, phone: str):
        return self.filter(phone_index__in=blind_indexes(phone))


class AccountManager(UserManager.from_queryset(UserQuerySet)):
    pass


class User(AbstractBaseUser, PermissionsMixin):
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(_("user name"), max_length=150, unique=True)
    name = SealedTextField(_("name"), blank=True, default="")
    email = models.EmailField(_("email"), blank=True)
    phone = SealedTextField(_("mobile number"), blank=True, default="", index="phone_index")
    phone_index = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    phone_verified = models.BooleanField(default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined at"), auto_now_add=True)
    password_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # How often all of them were, at once; known to the database too, for a release that does not know the column.
    sessions_ended = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    objects = AccountManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self):
        return display_name(self)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        return f"{super().get_session_auth_hash()}:{self.sessions_ended}"

    def get_session_auth_fallback_hash(self):
        return (f"{past}:{self.sessions_ended}" for past in super().get_session_auth_fallback_hash())

    def set_phone(self, phone: str, *, verified: bool) -> None:
        """Take over a number in E.164; unsaved."""
        self.phone = phone
        self.phone_index = blind_index(phone) if phone else None
        self.phone_verified = verified


def display_name(user: User) -> str:
    """What others see of a person: the name, else the number with its middle hidden."""
    if user.username.startswith(ERASED):
        return gettext("Deleted account")
    if user.name:
        return user.name
    if user.phone:
        return f"{user.phone[-11:-8]}****{user.phone[-4:]}"
    return user.username


class Grant(models.Model):
    """A role that a person holds, in an area or a department where the role has one."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name=_("area"))
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, verbose_name=_("department"))

    class Meta:
        verbose_name = _("granted role")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(area__isnull=True, department__isnull=True),
                name="grant_once",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "area"], condition=Q(area__isnull=False), name="grant_once_an_area"
            ),
            models.UniqueConstraint(
                fields=["user", "role", "department"],
                condition=Q(department__isnull=False),
                name="grant_once_a_department",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(AREA_ROLES), area__isnull=False)
                | Q(~Q(role__in=sorted(AREA_ROLES)), area__isnull=True),
                name="grant_area_fits_role",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(DEPARTMENT_ROLES), department__isnull=False)
                | Q(~Q(role__in=sorted(DEPARTMENT_ROLES)), department__isnull=True),
                name="grant_department_fits_role",
            ),
        ]

    def __str__(self):
        place = self.area or self.department
        return f"{self.get_role_display()} {place or ''}".strip()
