from portal.home.models.feedback import EarlierAnswer, Feedback
from portal.home.models.figure import FigurePage
from portal.home.models.front import HomePage
from portal.home.models.guide import SortingGuidePage
from portal.home.models.news import NewsIndexPage, NewsPage, TopicPage
from portal.home.models.pages import LandingPage, StandardPage
from portal.home.models.places import DropOffPlace, Waste
from portal.home.models.sorting import Bin, SortingItem, UnknownObject

__all__ = [
    "Bin",
    "DropOffPlace",
    "EarlierAnswer",
    "Feedback",
    "FigurePage",
    "HomePage",
    "LandingPage",
    "NewsIndexPage",
    "NewsPage",
    "SortingGuidePage",
    "SortingItem",
    "StandardPage",
    "TopicPage",
    "UnknownObject",
    "Waste",
]
