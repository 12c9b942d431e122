"""The append-only record of decisions, scores and published figures."""

import json

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.ledger.chain import Link, Top, canonical


class CanonicalJSONField(models.TextField):
    """JSON kept as the very text that was sealed: a database's own JSON type would rewrite numbers."""

    def get_prep_value(self, value):
        return canonical(value)

    def from_db_value(self, value, expression, connection):
        return json.loads(value)

    def get_lookup(self, lookup_name):
        return None


class Entry(models.Model):
    """What one actor did to one subject. Opaque ids only: a person's data never stands here."""

    sequence = models.PositiveBigIntegerField(_("number"), primary_key=True)
    recorded_at = models.DateTimeField(_("recorded at"), db_index=True)
    actor = models.CharField(_("actor"), max_length=64, db_index=True, help_text=_("Public id of an account."))
    action = models.CharField(_("action"), max_length=80, db_index=True)
    subject = models.CharField(_("subject"), max_length=120, db_index=True)
    before = CanonicalJSONField(_("before"))
    after = CanonicalJSONField(_("after"))
    reason = models.TextField(_("reason"), blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["-sequence"]
        default_permissions = ["view"]
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")

    def __str__(self):
        return f"{self.sequence} {self.action} {self.subject}"

    @property
    def link(self) -> Link:
        """This entry as the chain sees it."""
        names = ("sequence", "recorded_at", "actor", "action", "subject", "before", "after", "reason")
        return Link(*(getattr(self, name) for name in names), self.previous_hash, self.hash)


class Head(models.Model):
    """The one row that remembers the last entry: the lock of all writers, and what shows a cut tail."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    sequence = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        default_permissions = []
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="ledger_has_one_head")]

    def __str__(self):
        return f"{self.sequence} {self.hash}"

    @property
    def top(self) -> Top:
        return Top(self.sequence, self.hash, self.seal)


class Check(models.Model):
    """What one of the daily checks found when it last ran: of the ledger, of the records against each other."""

    name = models.CharField(max_length=30, primary_key=True)
    checked_at = models.DateTimeField(_("checked at"))
    held_at = models.DateTimeField(_("held last at"), null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    # The first of them, each as an English message id and its %-values, translated when read.
    faults = models.JSONField(default=list, blank=True)

    class Meta:
        default_permissions = []

    def __str__(self):
        return f"{self.name} {self.count}"

    @property
    def lines(self) -> list[str]:
        """What was found, in the active language."""
        return [gettext(words) % values for words, values in self.faults]
