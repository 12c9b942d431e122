"""Films of pages: shown inside them, and read in parts, so that one can go to the middle of it."""

import re

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve

FILMS = {"mp4": "video/mp4", "vtt": "text/vtt; charset=utf-8"}
HEADERS = {"Accept-Ranges": "bytes", "Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
ENDINGS = tuple(f".{ending}" for ending in FILMS)
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


class Part:
    """So many bytes of an open file, from where it stands."""

    def __init__(self, file, length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


def asked_part(header: str, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last; None for all of it. Raises ValueError for what is not there.

    Source: RFC 9110, 14.1.2. Several ranges at once, and other units, are answered with all of it.

    >>> asked_part("bytes=0-", 10), asked_part("bytes=-3", 10), asked_part("bytes=2-4", 10), asked_part("", 10)
    ((0, 10), (7, 10), (2, 5), None)
    """
    found = RANGE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
    if start >= end:
        raise ValueError(header)
    return start, end


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
    return film_answer(request, document)


def film_answer(request, document) -> HttpResponse | FileResponse:
    size, media_type = document.file.size, FILMS[document.file_extension]
    try:
        part = asked_part(request.headers.get("Range", ""), size)
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = part or (0, size)
    file = document.file.storage.open(document.file.name, "rb")
    file.seek(start)
    headers = HEADERS | {"Content-Length": str(end - start)}
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    status = 206 if part else 200
    return FileResponse(Part(file, end - start), content_type=media_type, status=status, headers=headers)
