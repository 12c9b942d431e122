"""The pages of campaigns, as visitors look for them."""

from campaigns.models import CampaignPage
from portal.cms.search import pages_of

found_campaigns = pages_of(lambda: CampaignPage.objects)
