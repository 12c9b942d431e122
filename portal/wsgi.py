import os

from portal.faults import in_words

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
with in_words():
    import django
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    django.setup()

    from portal.readiness import check_ready
    from portal.settings.data import for_requests
    from portal.upkeep.worker import lookout
    from portal.writers import guard

    check_ready()
    guard(settings.DATABASES["default"])
    for_requests(settings.DATABASES["default"], settings.ENV)
    del connections["default"]  # made before anybody waited
    lookout.start()
    application = get_wsgi_application()
