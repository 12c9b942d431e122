"""Handing one text to one person, and reading what a fault means."""

import smtplib
import socket
from urllib.error import URLError

from django.conf import settings
from django.core.mail import EmailMessage

from portal.accounts import sms
from portal.accounts.permissions import is_staff
from portal.inbox.enums import Channel

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


def channel_for(user) -> Channel | None:
    """Staff read mail at their desks, everyone else reads SMS; the other way where that one is not known."""
    ways = {Channel.MAIL: bool(user.email), Channel.SMS: bool(user.phone and user.phone_verified)}
    order = (Channel.MAIL, Channel.SMS) if is_staff(user) else (Channel.SMS, Channel.MAIL)
    return next((way for way in order if ways[way]), None)


def hand_over(channel: Channel, user, text: str) -> None:
    """The first line of `text` is a mail's subject; an SMS carries the rest."""
    subject, _, body = text.strip().partition("\n")
    if channel == Channel.SMS:
        sms.send(user.phone, " ".join(body.split()))
        return
    EmailMessage(subject.strip(), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [user.email]).send()


def is_not_taken(fault: Exception) -> bool:
    """Whether a fault is sure to have come before the message was handed over."""
    if isinstance(fault, sms.UndeliveredError):
        return fault.__cause__ is None or isinstance(fault.__cause__, NOT_TAKEN)
    return isinstance(fault, NOT_TAKEN)
