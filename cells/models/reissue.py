"""Another face of a certificate under the same number: asked by one, done by another, the former one kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cells.enums.certificates import ReissueCause
from cells.models.asked import AskedOfAnother, one_open
from cells.models.certificate import Certificate
from cells.signature import Face, read_face


class Reissue(AskedOfAnother):
    """`before`: the face that ends with it and its place, as text, so that an old code still leads to what it showed."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="reissues")
    cause = models.CharField(_("what happened"), max_length=10, choices=ReissueCause.choices)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta(AskedOfAnother.Meta):
        verbose_name = _("reissue of a certificate")
        constraints = [*AskedOfAnother.Meta.constraints, one_open("certificate", "reissue")]

    def __str__(self):
        return f"{self.certificate} {self.get_cause_display()}"

    @property
    def former(self) -> Face:
        return read_face(self.before)
