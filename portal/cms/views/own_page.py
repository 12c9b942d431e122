"""Whether a form stood on a page of ours, as the browser itself says."""

from urllib.parse import urlsplit

from django.http import HttpRequest

OWN_SITES = frozenset({"same-origin", "none"})


def is_own_page(request: HttpRequest) -> bool:
    """Old browsers say nothing, and are believed: ask only where a stranger's page could do no harm."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in OWN_SITES:
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
