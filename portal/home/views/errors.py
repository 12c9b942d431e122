"""A page that is not there: what was perhaps meant, and where to look."""

from django.db import DatabaseError
from django.shortcuts import render

from portal.home.queries import twin_of_path
from portal.home.results.sources import services

OFFERED = 8


def not_found(request, exception=None):
    try:
        twin = twin_of_path(request.path_info)
    except DatabaseError:
        twin = None  # the page must stand when the database does not
    context = {"status": 404, "twin": twin, "services": services()[:OFFERED]}
    return render(request, "404.html", context, status=404)
