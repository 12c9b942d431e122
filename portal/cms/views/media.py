"""Public pictures of pages; nothing else of the media folder has an address."""

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_safe
from django.views.static import serve

PUBLIC = ("images/", "original_images/")


@require_safe
def picture(request, path):
    if not path.startswith(PUBLIC):
        raise Http404
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = "public, max-age=86400"
    response["Content-Security-Policy"] = (
        "default-src 'none'; object-src 'none'; base-uri 'none'; sandbox; frame-ancestors 'none'"
    )
    return response
