from portal.cms.models.pages import BasePage
from portal.cms.models.pictures import PortalImage, Rendition
from portal.cms.models.second_person import SecondPersonTask

__all__ = ["BasePage", "PortalImage", "Rendition", "SecondPersonTask"]
