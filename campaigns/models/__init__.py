from campaigns.models.event import Event, EventQuerySet
from campaigns.models.filing import EventFiling, EventProof, ReturnedItem
from campaigns.models.pages import CampaignIndexPage, CampaignPage
from campaigns.models.quarter import OutreachSettings, QuarterClosing, QuarterRules

__all__ = [
    "CampaignIndexPage",
    "CampaignPage",
    "Event",
    "EventFiling",
    "EventProof",
    "EventQuerySet",
    "OutreachSettings",
    "QuarterClosing",
    "QuarterRules",
    "ReturnedItem",
]
