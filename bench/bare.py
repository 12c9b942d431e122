"""Django with one view and nothing else: what this machine can do at best."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="bare", MIDDLEWARE=[])
urlpatterns = [path("", lambda request: HttpResponse("hello"))]
application = get_wsgi_application()
