"""People and what they were granted."""

import uuid
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, time, timedelta
from operator import attrgetter

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.accounts.deputies import Tie, names
from portal.accounts.roles import AREA_ROLES, DEPARTMENT_ROLES, LENT_ROLES, Role
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

    @cached_property
    def held(self) -> list["Grant"]:
        """The grants of the person, and those that are lent to the person today; read once a request."""
        lenders = Deputyship.objects.in_force(clock.now()).filter(deputy=self).order_by().values("person")
        lent = Q(user__in=lenders, user__is_active=True, role__in=LENT_ROLES)
        return list(Grant.objects.filter(Q(user=self) | lent))

    @cached_property
    def names(self) -> frozenset[int]:
        """Keys of the person and of those in whose roles the person acts today."""
        return frozenset({self.pk, *(grant.user_id for grant in self.held)})

    def did(self, acts: Iterable[tuple[int | None, datetime | None]]) -> bool:
        """Whether one of these acts (whose and when) counts as the person's own, or as that of whom it stands for."""
        return any(names(person, at, self._ties) & self.names for person, at in acts if person)

    @cached_property
    def _ties(self) -> list[Tie]:
        return Deputyship.objects.filter(person__in=self.names).ties()

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


class DeputyshipQuerySet(models.QuerySet):
    def in_force(self, now: datetime):
        day = now.astimezone(clock.DISTRICT).date()
        return self.filter(starts_on__lte=day, ends_on__gte=day, ended_at=None)

    def not_over(self, now: datetime):
        return self.filter(ends_on__gte=now.astimezone(clock.DISTRICT).date(), ended_at=None)

    def ties(self, key: Callable[[User], Hashable] = attrgetter("pk")) -> list[Tie]:
        """As the rule reads them, people by this key of theirs."""
        return [row.tie(key) for row in self.select_related("person", "deputy")]


class Deputyship(models.Model):
    """One person acts for another from a day to a day, in the roles that can be lent; both are barred by what either did."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(User, models.PROTECT, related_name="deputyships", verbose_name=_("who is away"))
    deputy = models.ForeignKey(User, models.PROTECT, related_name="stands_in", verbose_name=_("deputy"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    # Before its last day, where it ended early.
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DeputyshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("deputyship")
        ordering = ["-starts_on", "-pk"]
        indexes = [
            models.Index(fields=["deputy", "ends_on"], name="deputyship_of_deputy"),
            models.Index(fields=["person", "ends_on"], name="deputyship_of_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="deputyship_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(person=F("deputy")), name="deputyship_is_of_two"),
        ]

    def __str__(self):
        return f"{self.deputy} / {self.person}"

    def tie(self, key: Callable[[User], Hashable]) -> Tie:
        begins, ends = (
            datetime.combine(day, time.min, clock.DISTRICT) for day in (self.starts_on, self.ends_on + timedelta(1))
        )
        return Tie(key(self.person), key(self.deputy), begins, self.ended_at or ends)
