import os

from portal.faults import in_words

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
with in_words():
    import django
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    django.setup()

    from django.utils.module_loading import import_string

    from portal.doors import Doors
    from portal.manifests import declared
    from portal.readiness import check_ready
    from portal.settings.data import for_requests
    from portal.upkeep.middleware import note_of_doors
    from portal.upkeep.worker import lookout
    from portal.writers import guard

    check_ready()
    guard(settings.DATABASES["default"])
    for_requests(settings.DATABASES["default"], settings.ENV)
    del connections["default"]  # made before anybody waited
    lookout.start()
    application = Doors(get_wsgi_application(), [import_string(name)() for name in declared("doors")], note_of_doors())
