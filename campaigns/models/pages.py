"""Campaign pages: what the district does together for a while, for whom, and what comes of it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from campaigns.enums import Audience, Theme
from campaigns.models.blocks import CampaignBlocks
from campaigns.models.fields import ChoiceListField, labels
from portal import clock
from portal.cms.frame.sharing import picture_of, publisher
from portal.cms.models import BasePage


class CampaignIndexPage(BasePage):
    intro = RichTextField(_("introduction"), blank=True, features=["bold", "link"])

    template = "campaigns/campaign_index.html"
    subpage_types = ["campaigns.CampaignPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("campaign list")

    def get_context(self, request, *args, **kwargs):
        campaigns = CampaignPage.objects.child_of(self).live().public().prefetch_related("cover__renditions")
        today = clock.today()
        running = campaigns.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=today)).order_by("starts_on")
        past = campaigns.filter(ends_on__lt=today).order_by("-starts_on")
        context = super().get_context(request, *args, **kwargs)
        return {**context, "running": list(running), "past": list(past)}


class CampaignPage(BasePage):
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    themes = ChoiceListField(_("themes"), codes=Theme, blank=True)
    audiences = ChoiceListField(_("audiences"), codes=Audience, blank=True)
    partners = models.CharField(_("partners"), max_length=300, blank=True)
    body = StreamField(CampaignBlocks(), verbose_name=_("content"), blank=True)

    template = "campaigns/campaign.html"
    card_template = "campaigns/campaign_card.html"
    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]), FieldPanel("partners")],
            heading=_("When and with whom"),
        ),
        MultiFieldPanel([FieldPanel("themes"), FieldPanel("audiences")], heading=_("About what and for whom")),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("partners"),
        index.FilterField("starts_on"),
        index.FilterField("ends_on"),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end must not come before the start.")})

    def why_outdated(self, moment):
        is_over = self.ends_on is not None and self.ends_on < moment.astimezone(clock.DISTRICT).date()
        return _("the campaign is over.") if is_over else ""

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), "now": clock.now(), "today": clock.today()}

    def get_structured_data(self, request) -> dict:
        days = {"startDate": self.starts_on.isoformat()}
        if self.ends_on:
            days["endDate"] = self.ends_on.isoformat()
        district = settings.DISTRICT.address
        place = {"@type": "Place", "name": district, "address": district}
        told = super().get_structured_data(request)
        return {
            **told,
            **days,
            "@type": "Event",
            "organizer": publisher(),
            "location": place,
            "image": picture_of(self),
        }

    @property
    def theme_labels(self) -> list[str]:
        return labels(Theme, self.themes)

    @property
    def audience_labels(self) -> list[str]:
        return labels(Audience, self.audiences)
