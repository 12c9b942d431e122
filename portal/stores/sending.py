"""Answering with a stored file. Whoever calls has checked that this person may see it.

A proxy of ours that can send files says so with each request; then it is told where the file lies, by an address that
nobody else can ask for, and no process of the portal is held up by a slow phone. Otherwise the portal sends it itself.
"""

from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

from portal.stores.ranges import NoSuchRangeError, span

SENDS, SENT_BY = "X-Proxy-Sends-Files", "X-Accel-Redirect"
# Whatever a browser makes of the bytes, it runs and loads nothing.
POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; sandbox; frame-ancestors 'none'"


class Part:
    """So many bytes of an open file, from where it stands: of a film nobody holds all in memory."""

    def __init__(self, file: Any, length: int) -> None:
        self.file, self.left = file, length

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(self.left if size < 0 else min(size, self.left))
        self.left -= len(data)
        return data

    def close(self) -> None:
        self.file.close()


def closed_file(request: HttpRequest, store: Any, name: str, *, content_type: str, shown: dict) -> HttpResponseBase:
    """Whole, for this one person: no validator and no ranges. `shown`: as_attachment and filename. FileNotFoundError."""
    disposition = content_disposition_header(**shown)
    if _is_sent_by_proxy(request):
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response[SENT_BY] = store.sent_by_proxy(name, is_open=False)
    else:
        response = FileResponse(store.open(name), content_type=content_type)
    response["Content-Disposition"] = disposition
    response["Accept-Ranges"] = "none"
    return _harmless(response)


def open_file(request: HttpRequest, store: Any, name: str, *, content_type: str) -> HttpResponseBase:
    """For everybody, in parts where a browser asks for parts. FileNotFoundError."""
    if _is_sent_by_proxy(request):
        response: HttpResponseBase = HttpResponse(content_type=content_type)
        response[SENT_BY] = store.sent_by_proxy(name, is_open=True)
        return _harmless(response)
    changed = int(store.get_modified_time(name).timestamp())
    if (since := parse_http_date_safe(request.headers.get("If-Modified-Since", ""))) and since >= changed:
        return _harmless(HttpResponse(status=304))
    response = _part(request, store, name, content_type, changed)
    response["Last-Modified"] = http_date(changed)
    response["Accept-Ranges"] = "bytes"
    return _harmless(response)


def _part(request: HttpRequest, store: Any, name: str, content_type: str, changed: int) -> HttpResponseBase:
    size, asked = store.size(name), request.headers.get("Range", "")
    if "If-Range" in request.headers and parse_http_date_safe(request.headers["If-Range"]) != changed:
        asked = ""
    try:
        part = span(asked, size)
    except NoSuchRangeError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    file = store.open(name)
    if part is None:
        return FileResponse(file, content_type=content_type)
    start, end = part
    file.seek(start)
    response = FileResponse(Part(file, end - start), status=206, content_type=content_type)
    response["Content-Length"] = str(end - start)
    response["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _is_sent_by_proxy(request: HttpRequest) -> bool:
    """Where no proxy of ours stands in front, a visitor who says so is not believed."""
    return settings.ENV.trusted_proxies > 0 and SENDS in request.headers


def _harmless(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response
