"""Handing out a stored file. Whoever calls has checked that this person may see it."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from portal.evidence.models import StoredFile
from portal.evidence.queries import root

logger = logging.getLogger(__name__)
# Whatever a browser makes of the bytes, it runs and loads nothing.
POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; sandbox; frame-ancestors 'none'"


def respond(request: HttpRequest, stored: StoredFile) -> HttpResponse:
    """The file, whole, for this one person: a picture to look at, a document to save.

    No validator (ETag, Last-Modified) and no ranges: an answer tells nothing to whoever may not have the file.
    """
    return _response(stored, "private, no-store")


def respond_public(request: HttpRequest, stored: StoredFile) -> HttpResponse:
    """A picture that was released for the public; anything else is not there."""
    if stored.published_at is None or not stored.is_image:
        raise Http404
    return _response(stored, "public, max-age=3600")


def _response(stored: StoredFile, cache_control: str) -> HttpResponse:
    try:
        file = (root() / stored.path).open("rb")
    except FileNotFoundError as error:
        logger.exception("stored file %s is missing", stored.public_id)
        raise Http404 from error
    response = FileResponse(
        file, as_attachment=not stored.is_image, filename=stored.name, content_type=stored.media_type
    )
    response["Cache-Control"] = cache_control
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Accept-Ranges"] = "none"
    return response
