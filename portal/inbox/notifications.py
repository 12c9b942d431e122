"""The way of a message out of the house: claimed, handed over, settled. Each at most once."""

import logging
from datetime import datetime

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils import translation
from django_tasks import task

from portal import clock
from portal.accounts.sms.texts import Text, compose
from portal.inbox import senders
from portal.inbox.backoff import STALE_AFTER, pause_after
from portal.inbox.enums import State
from portal.inbox.models import OutgoingMessage

logger = logging.getLogger(__name__)


@task()
def deliver_message(pk: int) -> None:
    """Background task: one attempt for one message."""
    deliver(pk, now=clock.now())


def due(now: datetime) -> QuerySet[OutgoingMessage]:
    return OutgoingMessage.objects.filter(state=State.WAITING, due_at__lte=now).order_by("due_at", "pk")


def deliver(pk: int, *, now: datetime) -> State | None:
    """One attempt; None when the message is not due or another worker has it."""
    message = _claim(pk, now)
    if message is None:
        return None
    try:
        text = _text(message)
    except Exception as fault:
        logger.exception("message %s cannot be written", message.public_id)
        return _settle(message, State.FAILED, now, error=type(fault).__name__)
    try:
        senders.hand_over(message.channel, message.user, text)
    except Exception as fault:  # noqa: BLE001 - whatever a gateway throws, the message must not be lost
        logger.warning("message %s not delivered: %s", message.public_id, type(fault).__name__)
        return _settle_fault(message, fault, now)
    return _settle(message, State.SENT, now)


def _claim(pk: int, now: datetime) -> OutgoingMessage | None:
    """Take a due message for this attempt; who comes second goes away empty-handed."""
    fresh = {"state": State.SENDING, "claimed_at": now, "attempts": F("attempts") + 1}
    if not due(now).filter(pk=pk).order_by().update(**fresh):
        return None
    return OutgoingMessage.objects.select_related("user").get(pk=pk)


class NoAddressError(Exception):
    """The person has neither a verified number nor a mail address."""


def _text(message: OutgoingMessage) -> Text:
    """What the message says, in Chinese; its way is chosen and noted now, when the addresses are read."""
    message.channel = senders.channel_for(message.user) or ""
    if not message.channel:
        raise NoAddressError
    with translation.override(settings.LANGUAGE_CODE):
        values = {**message.values, "recipient": message.user, "base_url": settings.PORTAL_BASE_URL}
        return compose(message.template, values)


def _settle_fault(message: OutgoingMessage, fault: Exception, now: datetime) -> State:
    error = senders.described(fault)
    if not senders.is_not_taken(fault):
        return _settle(message, State.UNCERTAIN, now, error=error)
    pause = None if senders.is_final(fault) else pause_after(message.attempts)
    if pause is None:
        return _settle(message, State.FAILED, now, error=error)
    return _settle(message, State.WAITING, now, error=error, due_at=now + pause)


def _settle(message: OutgoingMessage, state: State, now: datetime, *, error: str = "", due_at=None) -> State:
    values = {"state": state, "error": error, "channel": message.channel}
    values["settled_at"] = None if state == State.WAITING else now
    if due_at:
        values["due_at"] = due_at
    OutgoingMessage.objects.filter(pk=message.pk, state=State.SENDING).update(**values)
    return state


def settle_stale(*, now: datetime) -> int:
    """Messages whose worker died in mid-call: nobody knows whether they left, so a person decides."""
    stale = OutgoingMessage.objects.filter(state=State.SENDING, claimed_at__lt=now - STALE_AFTER)
    return stale.update(state=State.UNCERTAIN, settled_at=now, error="WorkerLostError")
