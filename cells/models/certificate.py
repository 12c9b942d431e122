"""Certificates, their numbers, and the checks of their life."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from cells.enums import CertificateState, Standing
from cells.models.application import Application
from cells.models.organisation import Organisation
from cells.models.scheme import Rubric, UnitType, in_language
from cells.rubric.terms import Terms, read_terms
from cells.signature import Face
from cells.standing import standing_on
from portal.directory.models import Area


class Certificate(index.Indexed, models.Model):
    """What was issued, as it was issued. One writer of state: cells.operations.steps.move_certificate."""

    number = models.CharField(_("certificate number"), max_length=30, unique=True)
    # None: it was awarded on paper, and entered from its document.
    application = models.OneToOneField(Application, models.PROTECT, null=True, blank=True, related_name="certificate")
    document_number = models.CharField(max_length=100, blank=True, default="", db_default="")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="certificates")
    unit_type = models.ForeignKey(UnitType, models.PROTECT, related_name="+", verbose_name=_("kind of unit"))
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("town or street"))
    rubric = models.ForeignKey(Rubric, models.PROTECT, null=True, blank=True, related_name="+")
    # As the kind of unit was called and counted when the file was handed in.
    kind_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    kind_name_en = models.CharField(max_length=200, blank=True, default="", db_default="")
    bucket = models.CharField(max_length=20, blank=True, default="", db_default="")
    holder = models.CharField(_("holder"), max_length=200)
    level = models.CharField(_("level"), max_length=20, blank=True)
    level_name = models.CharField(max_length=100, blank=True)
    level_name_en = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=200)
    issuer_en = models.CharField(max_length=200, blank=True)
    basis_number = models.CharField(max_length=100, blank=True)
    is_draft = models.BooleanField(_("issued under a trial draft"))
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"))
    due_days = models.PositiveSmallIntegerField()
    signature = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=CertificateState.choices, default=CertificateState.VALID)
    state_reason = models.TextField(blank=True)
    state_changed_on = models.DateField(null=True, blank=True)
    state_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Issued again under the same number, for a new name, another street or a lost plaque.
    edition = models.PositiveSmallIntegerField(default=1, db_default=1)
    reissued_on = models.DateField(_("reissued on"), null=True, blank=True)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    last_checked_on = models.DateField(null=True, blank=True)

    search_fields = [
        index.SearchField("holder", boost=2),
        index.AutocompleteField("holder"),
        index.SearchField("number"),
        index.FilterField("unit_type_id"),
        index.FilterField("area_id"),
        index.FilterField("level"),
        index.FilterField("state"),
        index.FilterField("issued_on"),
    ]

    class Meta:
        ordering = ["-issued_on", "-pk"]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        indexes = [
            models.Index(fields=["-issued_on", "-id"], name="certificate_newest"),
            models.Index(fields=["valid_until", "id"], name="certificate_ending"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gt=models.F("issued_on")), name="certificate_runs"),
            models.CheckConstraint(condition=Q(state__in=CertificateState.values), name="certificate_state_known"),
            models.CheckConstraint(
                condition=Q(state=CertificateState.VALID) | ~Q(state_reason=""), name="certificate_change_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=False, rubric__isnull=False, document_number="")
                | Q(application__isnull=True, rubric__isnull=True) & ~Q(document_number=""),
                name="certificate_has_a_file_or_a_document",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def terms(self) -> Terms:
        """The rules that its file was handed in under; of an award on paper those of today."""
        return self.application.terms if self.application else read_terms(self.unit_type.plain_terms())

    @property
    def kind_label(self) -> str:
        return in_language(self.kind_name, self.kind_name_en) or self.unit_type.label

    @property
    def level_label(self) -> str:
        return in_language(self.level_name, self.level_name_en)

    @property
    def issuer_label(self) -> str:
        return in_language(self.issuer, self.issuer_en)

    @property
    def face(self) -> Face:
        """What is printed and signed; the kind without its remark in brackets."""
        kind = (self.kind_name or self.unit_type.name).partition("（")[0]
        days = {"issued_on": self.issued_on, "valid_until": self.valid_until, "reissued_on": self.reissued_on}
        return Face(self.number, self.holder, kind, self.level_name, **days, edition=self.edition)

    def standing_on(self, day: date) -> Standing:
        return standing_on(
            day,
            state=self.state,
            issued_on=self.issued_on,
            last_valid_on=self.valid_until,
            due_days=self.due_days,
        )


class NumberCounter(models.Model):
    """The last serial of a year; locked while a number is drawn."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.year}: {self.last}"


class NumberRecord(models.Model):
    """Every serial that was ever drawn: of a certificate, or void with a reason."""

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    certificate = models.OneToOneField(Certificate, models.PROTECT, null=True, blank=True, related_name="number_record")
    void_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["year", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="number_once"),
            models.CheckConstraint(
                condition=Q(certificate__isnull=False, void_reason="")
                | Q(certificate__isnull=True) & ~Q(void_reason=""),
                name="number_is_used_or_void",
            ),
        ]

    def __str__(self):
        return f"{self.year}/{self.serial}"
