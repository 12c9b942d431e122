"""Films of pages: shown inside them, and read in parts, so that one can go to the middle of it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve

from portal.cms.views.media import file_of_page

FILMS = {"mp4": "video/mp4", "vtt": "text/vtt; charset=utf-8"}
ENDINGS = tuple(f".{ending}" for ending in FILMS)


def document_file(request, document_id, document_filename):
    """Any other document as Wagtail serves it; a film after the same hooks, which say who may have it."""
    if not document_filename.lower().endswith(ENDINGS):
        return serve(request, document_id, document_filename)
    document = get_object_or_404(get_document_model(), pk=document_id)
    for hook in hooks.get_hooks("before_serve_document"):
        answer = hook(document, request)
        if isinstance(answer, HttpResponse):
            return answer
    if document.filename != document_filename or document.file_extension not in FILMS:
        return serve(request, document_id, document_filename)
    return file_of_page(request, document.file.name, FILMS[document.file_extension], "private, max-age=3600")
