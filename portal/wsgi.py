import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from portal.writers import guard

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()
guard(settings.DATABASES["default"])
