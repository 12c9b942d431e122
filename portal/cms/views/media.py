"""Public pictures of pages; nothing else of what pages keep has an address."""

import mimetypes

from django.http import Http404
from django.views.decorators.http import require_safe

from portal import stores
from portal.stores.sending import open_file

PUBLIC = ("images/", "original_images/")


@require_safe
def picture(request, path):
    content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    # No name that we gave has a part that leads elsewhere.
    if not path.startswith(PUBLIC) or ".." in path.split("/") or path.endswith("/"):
        raise Http404
    return file_of_page(request, path, content_type, "public, max-age=86400")


def file_of_page(request, name, content_type, cache_control):
    try:
        response = open_file(request, stores.pictures(), name, content_type=content_type)
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = cache_control
    return response
