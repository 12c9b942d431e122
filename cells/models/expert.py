"""The district's expert pool 专家库: who may be asked to evaluate, until when, and to whom they stand too close."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.validators import LENGTH, validate_code_shape
from portal.directory.models import Area


class Expert(models.Model):
    """One evaluator in the pool. Unit and street are told by what they are, so that later ones are met as well."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="expert")
    field = models.CharField(_("field of knowledge"), max_length=100)
    employer = models.CharField(_("employer"), max_length=200)
    employer_code = models.CharField(
        _("employer's unified social credit code"), max_length=LENGTH, blank=True, validators=[validate_code_shape]
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("town or street of work")
    )
    term_from = models.DateField(_("in the pool from"))
    term_until = models.DateField(_("in the pool until"))
    is_available = models.BooleanField(_("takes new evaluations"), default=True)

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        constraints = [models.CheckConstraint(condition=Q(term_until__gte=models.F("term_from")), name="expert_term")]

    def __str__(self):
        return str(self.user)


class Interest(models.Model):
    """A unit that an expert declared to be tied to; by its code, whether it has registered here or not."""

    expert = models.ForeignKey(Expert, models.PROTECT, related_name="interests")
    credit_code = models.CharField(
        _("unified social credit code of the unit"), max_length=LENGTH, validators=[validate_code_shape]
    )
    reason = models.CharField(_("what ties you to it"), max_length=300)
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ["-declared_at", "-pk"]
        verbose_name = _("declared interest")
        constraints = [models.UniqueConstraint(fields=["expert", "credit_code"], name="interest_once")]
        indexes = [models.Index(fields=["credit_code"])]

    def __str__(self):
        return self.credit_code
