"""What waits for whom, and what people are told by SMS and mail."""

import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import Role
from portal.directory.models import Area
from portal.inbox.enums import REFUSED, UNDELIVERED, Channel, Rhythm, State


class TaskQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(closed_at=None)

    def by_deadline(self):
        return self.order_by(F("due_on").asc(nulls_last=True), "opened_at", "pk")


class Task(models.Model):
    """One thing that waits for one person, or for whoever holds a role (in an area)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("type"), max_length=60)
    # An English message id of the room that opened it, translated when read, and its %-values.
    title = models.CharField(_("title"), max_length=200)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder, blank=True)
    subject = models.CharField(_("subject"), max_length=120, db_index=True)
    link = models.CharField(_("link"), max_length=300)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # After which day the deadline counts working days; empty where it is a day of another kind.
    counted_from = models.DateField(null=True, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="tasks", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=30, choices=Role.choices, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("area"))
    # Of a task for a person: in which role the person is asked. Whoever stands in for that role sees it too.
    asked_as = models.CharField(max_length=30, choices=Role.choices, blank=True, db_default="", editable=False)
    # Person, role and area as one key, so that the same thing never waits twice for the same people.
    addressee = models.CharField(max_length=80, editable=False)
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("done at"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "addressee"], condition=Q(closed_at=None), name="task_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=False, role="") | (Q(user__isnull=True) & ~Q(role="")),
                name="task_is_for_a_person_or_a_role",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "due_on"], condition=Q(closed_at=None), name="task_of_person"),
            models.Index(fields=["role", "area"], condition=Q(closed_at=None), name="task_of_role"),
        ]

    def __str__(self):
        return self.text

    @property
    def text(self) -> str:
        """The title in the active language."""
        return gettext(self.title) % self.values if self.values else gettext(self.title)


class OutgoingMessage(models.Model):
    """One SMS or mail on its way to a person. It holds no address and no name: both are read when it leaves."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages_to", verbose_name=_("person")
    )
    kind = models.CharField(_("type"), max_length=60)
    template = models.CharField(max_length=150)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder, blank=True)
    channel = models.CharField(_("way"), max_length=10, choices=Channel.choices, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created at"))
    due_at = models.DateTimeField(_("next attempt at"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    error = models.CharField(_("fault"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="message_due")]

    def __str__(self):
        return f"{self.kind} {self.public_id}"

    @property
    def is_undelivered(self) -> bool:
        """Whether it rests and a person may send it again."""
        return self.state in UNDELIVERED

    @property
    def fault(self) -> str:
        """What went wrong, in words where a provider refused, with the provider's own code."""
        kind, _, code = self.error.partition(" ")
        return f"{REFUSED[kind]} {code}" if kind in REFUSED else self.error


class Preference(models.Model):
    """How a person wants to be told. Without a row: as the portal thinks best."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preference", primary_key=True)
    channel = models.CharField(_("way"), max_length=10, choices=Channel.choices, blank=True)
    rhythm = models.CharField(_("what waits, in one message"), max_length=10, choices=Rhythm.choices)
    summarised_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("preference")

    def __str__(self):
        return f"{self.user_id} {self.rhythm}"


class KeptView(models.Model):
    """A list as somebody narrowed it at a desk, kept under a name of their own; it holds what was asked, no row."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="kept_views")
    place = models.CharField(max_length=80)  # the name of the list's route
    name = models.CharField(pgettext_lazy("kept view", "name"), max_length=40)
    query = models.CharField(max_length=1000)

    class Meta:
        verbose_name = _("kept view")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "place", "name"], name="kept_view_once_a_name")]

    def __str__(self):
        return self.name
