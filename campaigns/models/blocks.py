"""The block that puts a campaign's events on its page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from campaigns.models.event import Event
from portal.cms.models.blocks import StoryBlocks

MOST = 12


class EventListBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, label=_("Title"))
    which = blocks.ChoiceBlock(
        choices=[("coming", _("Coming events")), ("past", _("Past events")), ("all", _("All events"))],
        default="all",
        label=_("Which events"),
    )
    limit = blocks.IntegerBlock(default=6, min_value=1, max_value=MOST, label=_("How many at most"))

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        outside = parent_context or {}
        return {**context, "events": listed(value, outside.get("page"), outside.get("now"))}


def listed(value, page, now) -> list[Event]:
    """The campaign's public events: the coming ones soonest first, all others latest first."""
    if page is None or page.pk is None:
        return []
    events = Event.objects.public().filter(campaign__in=page.get_translations(inclusive=True)).with_places()
    if value["which"] == "coming" and now:
        events = events.filter(ends_at__gte=now).order_by("starts_at", "pk")
    elif value["which"] == "past" and now:
        events = events.filter(ends_at__lt=now)
    return list(events[: value["limit"]])


class CampaignBlocks(StoryBlocks):
    events = EventListBlock(label=_("Event list"), template="campaigns/blocks/event_list.html")
