"""Who is told what: after the close of a wave the district owes its people the results and a reply."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_noop, override

from portal.accounts.roles import Role
from portal.clock import DISTRICT
from portal.inbox.operations import close_tasks, open_task
from surveys.models import Delivery, Wave
from surveys.queries import is_replied_to

REPLY_WITHIN, CONFIRM_WITHIN = timedelta(days=30), timedelta(days=7)


def tell_closed(wave: Wave, *, now: datetime) -> None:
    """The results page waits for figures and for what is done with them; the next wave waits for it too."""
    with override("zh-hans"):
        link = reverse("surveys:fieldwork-detail", args=[wave.public_id])
    open_task(
        kind="survey.reply",
        title=gettext_noop("Publish results and reply: %(survey)s, wave %(wave)s"),
        values={"survey": wave.survey.title, "wave": wave.number},
        subject=wave,
        link=link,
        due_on=(now + REPLY_WITHIN).astimezone(DISTRICT).date(),
        now=now,
        role=Role.DISTRICT_ADMINISTRATOR,
    )


def tell_replied(wave: Wave, *, now: datetime) -> None:
    """Nothing waits any more once each concern is answered by an office."""
    if is_replied_to(wave):
        close_tasks(subject=wave, now=now, kind="survey.reply")


def tell_delivered(delivery: Delivery, *, now: datetime) -> None:
    """A second person looks at a contractor's file."""
    wave = delivery.wave
    with override("zh-hans"):
        link = reverse("surveys:delivery-detail", args=[wave.public_id, delivery.public_id])
    open_task(
        kind="survey.delivery",
        title=gettext_noop("Confirm or send back the contractor’s file: %(survey)s, wave %(wave)s"),
        values={"survey": wave.survey.title, "wave": wave.number},
        subject=delivery,
        link=link,
        due_on=(now + CONFIRM_WITHIN).astimezone(DISTRICT).date(),
        now=now,
        role=Role.DISTRICT_REVIEWER,
    )


def tell_delivery_decided(delivery: Delivery, *, now: datetime) -> None:
    close_tasks(subject=delivery, now=now, kind="survey.delivery")
