"""Search, the map of the site, fixed addresses of its own pages, what robots may read and whom finders of holes tell."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap as django_sitemap
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from wagtail.models import Locale, Page

from portal import clock
from portal.accounts.permissions import require_role
from portal.cms.pagecache import shared
from portal.home.forms import SearchForm
from portal.home.models import HomePage, NewsIndexPage
from portal.home.operations.feedback import EDITORS
from portal.home.results.columns import troubles
from portal.home.results.search import counts_by_kind
from portal.home.results.search import search as search_all
from portal.home.results.sources import services
from portal.home.results.suggestions import suggested_names
from portal.home.views.security_contact import security_text
from portal.home.views.sitemaps import sitemaps

CLOSED = ("/cms/", "/account/", "/board/due/", "/board/decisions/", "/board/observations/")


@require_GET
def search(request):
    form = SearchForm(request.GET)
    is_valid = form.is_valid()
    query, kind = form.cleaned_data.get("q", ""), form.cleaned_data.get("kind", "")
    hits = search_all(query) if is_valid and query else []
    context = {
        "page_title": _("Search"),
        "query": query,
        "kind": kind,
        "counts": counts_by_kind(hits),
        "hits": [hit for hit in hits if not kind or hit.kind.value == kind],
        "form": form,
        "services": [] if hits else services(),
    }
    return render(request, "home/search.html", context, status=200 if is_valid else 400)


@require_GET
def search_suggest(request):
    form = SearchForm(request.GET)
    names = suggested_names(form.cleaned_data["q"], form.cleaned_data["kind"]) if form.is_valid() else []
    return JsonResponse({"names": names}, headers={"Cache-Control": "public, max-age=60"})


@require_GET
@shared
def site_map(request):
    front = HomePage.objects.filter(locale=Locale.get_active()).live().first()
    pages = front.get_descendants().live().public().order_by("path") if front else []
    context = {
        "page_title": _("Site map"),
        "pages": [{"title": page.title, "url": page.get_url(request), "depth": page.depth - 2} for page in pages],
    }
    return render(request, "home/site_map.html", context)


@require_role(*EDITORS)
@require_GET
def site_check(request):
    context = {"page_title": _("Check of the site"), "troubles": troubles(clock.now())}
    return render(request, "home/site_check.html", context)


@require_GET
def news_list(request):
    return _to(NewsIndexPage.objects.filter(locale=Locale.get_active()).live().first(), request)


@require_GET
def named_page(request, slug):
    """A page that every footer leads to, in the reader's language."""
    page = Page.objects.filter(slug=slug, depth=3).live().first()
    return _to(page and page.localized, request)


@require_GET
def robots(request):
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        f"Sitemap: {settings.PORTAL_BASE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_GET
def security(request):
    if not settings.PORTAL_SECURITY_CONTACTS:
        raise Http404
    text = security_text(settings.PORTAL_SECURITY_CONTACTS, settings.PORTAL_BASE_URL, clock.now())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_GET
def sitemap(request):
    return django_sitemap(request, sitemaps=sitemaps())


def _to(page, request):
    if page is None:
        raise Http404
    return redirect(page.get_url(request))
