"""For whoever watches the portal: whether it answers and reaches its database."""

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def health(request):
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database\n", "text/plain", status=503, headers={"Retry-After": "10"})
    return HttpResponse("ok\n", "text/plain")
