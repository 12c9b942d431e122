"""What people wrote by hand, sorted under headings by people."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from surveys.models.survey import Survey, Wave


class TextCode(models.Model):
    """A heading for the answers to one question; all waves of the survey share it."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="text_codes")
    item = models.CharField(max_length=60)
    label = models.CharField(_("heading"), max_length=60)
    label_en = models.CharField(_("heading in English"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("heading")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "item", "label"], name="heading_once_a_question")]

    def __str__(self):
        return self.words

    @property
    def words(self) -> str:
        return (self.label_en if get_language() == "en" else "") or self.label


class TextCoding(models.Model):
    """One heading of one text; without a heading: read, and nothing in it to sort.

    ``response`` is no reference: the text goes when its time is over, the numbers stay.
    """

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="text_codings")
    item = models.CharField(max_length=60)
    response = models.UUIDField()
    code = models.ForeignKey(TextCode, models.PROTECT, null=True, related_name="+")
    coded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    coded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sorted text")
        constraints = [
            models.UniqueConstraint(fields=["response", "item", "code"], name="heading_once_a_text"),
            models.UniqueConstraint(
                fields=["response", "item"], condition=Q(code__isnull=True), name="nothing_to_sort_once_a_text"
            ),
        ]
