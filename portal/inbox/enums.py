"""How a message is sent and how far it came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.sms.refusals import Refusal


class Channel(models.TextChoices):
    SMS = "sms", _("Text message")
    MAIL = "mail", _("E-mail")


class State(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    # The way broke after the message was handed over: sent or not, nobody knows. Never repeated by itself.
    UNCERTAIN = "uncertain", _("Delivery uncertain")


# Why a provider of text messages said no.
REFUSED = {
    Refusal.LIMIT: _("The provider's limit is reached."),
    Refusal.BALANCE: _("The account at the provider is empty or suspended."),
    Refusal.ACCESS: _("The provider does not accept the key of this portal."),
    Refusal.BUSY: _("The provider is in trouble."),
    Refusal.NUMBER: _("The provider does not serve this number."),
    Refusal.TEMPLATE: _("The provider has not approved this text, its sign or one of its values."),
}
UNDELIVERED = (State.FAILED, State.UNCERTAIN)


class Rhythm(models.TextChoices):
    """How often a person reads in one message what waits."""

    DAILY = "daily", _("On working days, when something is new or pressing")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Not at all: I look here myself")
