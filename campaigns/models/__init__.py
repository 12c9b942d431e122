from campaigns.models.estate import Estate
from campaigns.models.event import Event, EventQuerySet
from campaigns.models.filing import EventFiling, EventProof, ReturnedItem
from campaigns.models.pages import CampaignIndexPage, CampaignPage
from campaigns.models.partner import PartnerConfirmation
from campaigns.models.quarter import OutreachSettings, QuarterClosing, QuarterRules
from campaigns.models.taking_part import CheckIn, Impression, Registration

__all__ = [
    "CampaignIndexPage",
    "CampaignPage",
    "CheckIn",
    "Estate",
    "Event",
    "EventFiling",
    "EventProof",
    "EventQuerySet",
    "Impression",
    "OutreachSettings",
    "PartnerConfirmation",
    "QuarterClosing",
    "QuarterRules",
    "Registration",
    "ReturnedItem",
]
