"""How people come to act for an organisation, and an officer for a small one."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import MemberRole, TakeoverState
from cells.models.application import Application
from cells.models.organisation import Organisation
from cells.workflow import Validity
from portal.accounts.sealed import SealedTextField
from portal.evidence.models import StoredFile


class InvitationQuerySet(models.QuerySet):
    def open_on(self, day):
        return self.filter(accepted_at=None, withdrawn_at=None, expires_on__gte=day)


class Invitation(models.Model):
    """Waits for whoever signs in with the number; there is no link that could be passed on."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    phone = SealedTextField(_("mobile number"), index="phone_index")
    phone_index = models.CharField(max_length=64, db_index=True, editable=False)
    role = models.CharField(max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_on = models.DateField(_("valid until"))
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "phone_index"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="invitation_waits_once",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} {self.get_role_display()}"

    @property
    def state(self) -> Validity:
        return Validity.ENDED if self.accepted_at or self.withdrawn_at else Validity.STANDS

    @property
    def masked(self) -> str:
        """The number with its middle hidden."""
        return f"{self.phone[-11:-8]}****{self.phone[-4:]}"


class Takeover(models.Model):
    """Somebody of the unit asks for its files because who held them has left; the street decides."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="takeovers")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="takeovers")
    reason = models.TextField(_("reason"))
    proof = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=TakeoverState.choices, default=TakeoverState.OPEN)
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["requested_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "requested_by"],
                condition=Q(state=TakeoverState.OPEN),
                name="takeover_asked_once",
            ),
            models.CheckConstraint(
                condition=Q(state=TakeoverState.OPEN, decided_at=None)
                | ~Q(state=TakeoverState.OPEN) & Q(decided_at__isnull=False) & ~Q(answer=""),
                name="takeover_is_decided_in_words",
            ),
            models.CheckConstraint(condition=~Q(decided_by=models.F("requested_by")), name="takeover_by_another"),
        ]

    def __str__(self):
        return f"{self.organisation} {self.get_state_display()}"


class Assistance(models.Model):
    """An officer fills in for a small unit. Who helped neither reviews nor evaluates nor decides."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="assistance")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assistances")
    started_at = models.DateTimeField()
    # The statement as the unit signed it on paper: its word for what the officer typed.
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)

    def __str__(self):
        return str(self.application)
