"""What is settled for a quarter: the rules it is counted by, and the figures it was closed with."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from campaigns.enums import JointRule
from campaigns.quarters import Quarter


@register_setting(icon="calendar-alt")
class OutreachSettings(BaseGenericSetting):
    """Holds for quarters whose rules are not frozen yet."""

    joint_rule = models.CharField(
        _("whose quota an event of several areas fills"),
        max_length=10,
        choices=JointRule.choices,
        default=JointRule.LEAD,
    )

    class Meta:
        verbose_name = _("outreach ledger")


class OfQuarter(models.Model):
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("quarter"))

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.quarter)

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.number)


class QuarterRules(OfQuarter):
    """Quotas and joint rule as they stood when the quarter's first event was entered."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quotas = models.JSONField(_("quotas"))
    joint_rule = models.CharField(_("joint events"), max_length=10, choices=JointRule.choices)
    frozen_at = models.DateTimeField(_("frozen at"))

    class Meta:
        ordering = ["year", "number"]
        verbose_name = _("rules of a quarter")
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="rules_once_a_quarter")]


class QuarterClosing(OfQuarter):
    """The figures of a quarter as closed, with the events they were made from. A later one replaces it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveSmallIntegerField(_("version"))
    rows = models.JSONField(_("rows"))
    outings = models.JSONField(_("what they were made from"))
    joint_rule = models.CharField(_("joint events"), max_length=10, choices=JointRule.choices)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("closed at"))

    class Meta:
        ordering = ["year", "number", "version"]
        verbose_name = _("closed quarter")
        constraints = [
            models.UniqueConstraint(fields=["year", "number", "version"], name="closing_version_once_a_quarter"),
        ]
