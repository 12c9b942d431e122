"""Handing one text to one person, and reading what a fault means."""

import smtplib
import socket
from collections.abc import Mapping
from typing import Any
from urllib.error import URLError

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation

from portal.accounts import sms
from portal.accounts.limits import within
from portal.accounts.permissions import is_staff
from portal.accounts.sms.refusals import RefusedError, UnreadableError
from portal.accounts.sms.texts import Text, compose
from portal.inbox.enums import Channel
from portal.inbox.models import Preference

# Faults before a message was handed over; after any other it may have arrived.
NOT_TAKEN = (
    ConnectionRefusedError,
    socket.gaierror,
    URLError,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPNotSupportedError,
)


class OverBudgetError(sms.UndeliveredError):
    """The day's texts are used up; the outbox tries again later."""


def channel_for(user) -> Channel | None:
    """The way the person chose; else staff read mail at their desks, everyone else SMS. The other where one is unknown."""
    known = ways_to(user)
    chosen = Preference.objects.filter(user=user).values_list("channel", flat=True).first()
    order = (Channel.MAIL, Channel.SMS) if is_staff(user) else (Channel.SMS, Channel.MAIL)
    return next((Channel(way) for way in (chosen, *order) if way in known), None)


def ways_to(user) -> list[Channel]:
    known = {Channel.SMS: sms.is_offered() and bool(user.phone and user.phone_verified), Channel.MAIL: bool(user.email)}
    return [way for way, is_known in known.items() if is_known]


def hand_over(channel: Channel, user, text: Text) -> None:
    if channel == Channel.SMS:
        if not within(None, "sms_budget", key="all"):
            raise OverBudgetError
        sms.send(user.phone, text)
        return
    EmailMessage(text.subject, text.body + "\n", settings.DEFAULT_FROM_EMAIL, [user.email]).send()


def text_number(phone: str, template: str, values: Mapping[str, Any]) -> bool:
    """One text to a number without an account; whether it went. One a day to a number, and of the day's texts a part."""
    allowed = (
        sms.is_offered() and within(None, "sms_asked_in_number", key=phone) and within(None, "sms_asked_in", key="all")
    )
    if not allowed or not within(None, "sms_budget", key="all"):
        return False
    with translation.override(settings.LANGUAGE_CODE):
        text = compose(template, {**values, "base_url": settings.PORTAL_BASE_URL})
    try:
        sms.send(phone, text)
    except sms.UndeliveredError:  # its sender has said why
        return False
    return True


def is_not_taken(fault: Exception) -> bool:
    """Whether a fault is sure to have come before the message was handed over."""
    if isinstance(fault, UnreadableError):
        return False
    if isinstance(fault, sms.UndeliveredError):
        return fault.__cause__ is None or isinstance(fault.__cause__, NOT_TAKEN)
    return isinstance(fault, NOT_TAKEN)


def is_final(fault: Exception) -> bool:
    """Whether the same message would be refused again."""
    return isinstance(fault, sms.UndeliveredError) and fault.is_final


def described(fault: Exception) -> str:
    """For the operator; what a provider says of itself holds no number of a person."""
    return str(fault) if isinstance(fault, RefusedError) else type(fault).__name__
