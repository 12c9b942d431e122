"""From a form of ours to another host: the content policy lets no form lead there, so a page in between does."""

from urllib.parse import urlsplit

from django.shortcuts import render


def onward(request, response):
    """A redirect elsewhere as a page that goes on by itself, with a link for who would rather press."""
    target = response.headers.get("Location", "")
    if response.status_code != 302 or not urlsplit(target).netloc:  # noqa: PLR2004
        return response
    return render(request, "account/onward.html", {"target": target})
