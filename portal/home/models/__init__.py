from portal.home.models.feedback import Feedback
from portal.home.models.front import HomePage
from portal.home.models.news import NewsIndexPage, NewsPage, TopicPage
from portal.home.models.pages import LandingPage, StandardPage

__all__ = ["Feedback", "HomePage", "LandingPage", "NewsIndexPage", "NewsPage", "StandardPage", "TopicPage"]
