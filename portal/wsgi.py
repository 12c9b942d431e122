import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()

from portal.upkeep import lookout  # noqa: E402 - it has models, so Django comes first
from portal.writers import guard  # noqa: E402

guard(settings.DATABASES["default"])
lookout.start()
