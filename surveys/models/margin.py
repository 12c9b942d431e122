"""How many people there are: what answers are weighted to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.directory.models import Area
from surveys.enums import Dimension


class Margin(ClusterableModel):
    """The population by one dimension, from one source at one date. A figure keeps its own copy of what it used."""

    dimension = models.CharField(_("by"), max_length=10, choices=Dimension.choices)
    source = models.CharField(
        _("source of the numbers"),
        max_length=200,
        help_text=_("Who counted, in which publication: residents read this."),
    )
    counted_on = models.DateField(_("as of"))
    is_proxy = models.BooleanField(
        _("only a stand-in"),
        default=False,
        help_text=_("For example all residents where adults are meant. The results page says so."),
    )
    proxy_for = models.CharField(_("stands in for"), max_length=200, blank=True)

    class Meta:
        ordering = ["dimension", "-counted_on", "-pk"]
        verbose_name = _("population")
        verbose_name_plural = _("populations")

    def __str__(self):
        return f"{self.get_dimension_display()} {self.counted_on:%Y-%m-%d}"

    def clean(self):
        super().clean()
        if self.is_proxy and not self.proxy_for.strip():
            raise ValidationError({"proxy_for": _("Say what it stands in for.")})

    def as_data(self) -> dict:
        """Plain data for a figure's inputs, without the numbers."""
        return {
            "dimension": self.dimension,
            "source": self.source,
            "on": self.counted_on.isoformat(),
            "proxy_for": self.proxy_for if self.is_proxy else "",
        }


class MarginCount(models.Model):
    margin = ParentalKey(Margin, on_delete=models.CASCADE, related_name="counts")
    category = models.SlugField(
        _("category of people"),
        help_text=_("The code of the area, or of the answer in the questionnaire, such as a18_29."),
    )
    population = models.PositiveIntegerField(_("people"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("people of one category")
        constraints = [models.UniqueConstraint(fields=["margin", "category"], name="margin_category_once")]

    def __str__(self):
        return self.category

    def clean(self):
        super().clean()
        margin = getattr(self, "margin", None)
        by_area = margin is not None and margin.dimension == Dimension.AREA
        if by_area and not Area.objects.filter(code=self.category).exists():
            raise ValidationError({"category": _("No area has this code.")})
