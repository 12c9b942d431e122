"""Handing out a stored file. Whoever calls has checked that this person may see it."""

import logging

from django.http import Http404, HttpRequest, HttpResponseBase

from portal import stores
from portal.evidence.models import StoredFile
from portal.stores.sending import closed_file

logger = logging.getLogger(__name__)


def respond(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """The file, whole, for this one person: a picture to look at, a document to save.

    No validator (ETag, Last-Modified) and no ranges: an answer tells nothing to whoever may not have the file.
    """
    shown = {"as_attachment": not stored.is_image, "filename": stored.name}
    try:
        response = closed_file(request, stores.evidence(), stored.path, content_type=stored.media_type, shown=shown)
    except FileNotFoundError as error:
        logger.exception("stored file %s is missing", stored.public_id)
        raise Http404 from error
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
