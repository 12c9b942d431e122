"""The pages that the real portal starts with."""

import pytest
from django.conf import settings
from wagtail.models import Collection, Page, Site

from portal.home.models import HomePage, StandardPage
from portal.home.operations import build_site
from portal.home.operations.site import site_records

pytestmark = pytest.mark.django_db


def test_every_page_is_there_in_both_languages(site):
    for slug in [record.slug for record in site_records(settings.DISTRICT)]:
        codes = {page.locale.language_code for page in Page.objects.filter(slug=slug).live()} | {
            page.locale.language_code for page in Page.objects.filter(slug=f"{slug}-en").live()
        }
        assert codes == {"zh-hans", "en"}, slug


def test_the_site_leads_to_our_front_page_and_the_welcome_page_is_gone(site):
    assert Site.objects.get().root_page_id == site.pk
    assert HomePage.objects.count() == 2
    assert Page.objects.filter(depth=2).count() == 2


def test_built_again_it_leaves_what_editors_wrote(site):
    about = StandardPage.objects.get(slug="about", locale__language_code="zh-hans")
    about.title = "编辑改过的标题"
    about.save()
    assert build_site() == 0
    about.refresh_from_db()
    assert about.title == "编辑改过的标题"


def test_shelves_that_were_renamed_leave_room_for_another(site):
    """The release before named them by their group; treebeard keeps the order of names only where it adds."""
    shelves = Collection.get_first_root_node().get_children()
    names = sorted(shelves.values_list("name", flat=True), reverse=True)
    for shelf, name in zip(list(shelves), names, strict=True):
        Collection.objects.filter(pk=shelf.pk).update(name=f"section: {name}")
    for shelf in list(shelves)[::3]:
        shelf.delete()
    build_site()
    assert sorted(shelves.values_list("name", flat=True), reverse=True) == names
    assert list(shelves.all()) == list(shelves.order_by("name"))


def test_no_page_of_the_real_portal_is_a_demonstration(site):
    for page in Page.objects.filter(depth__gt=1).specific():
        assert "演示" not in f"{page.title}{page.summary}{getattr(page, 'body', '')}"


def test_every_page_opens_in_both_languages(client, site):
    slugs = ("sorting", "about", "privacy", "accessibility", "news", "campaigns")
    addresses = [f"{prefix}/{slug}/" for slug in slugs for prefix in ("", "/en")]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_footer_addresses_lead_to_the_reader_s_language(client, site):
    for name in ("privacy", "accessibility", "sorting", "news"):
        for prefix in ("", "/en"):
            answer = client.get(f"{prefix}/go/{name}/")
            assert answer.status_code == 302
            assert answer.headers["Location"] == f"{prefix}/{name}/"


def test_robots_may_read_what_is_public(client, site):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /cms/" in text
    assert "Sitemap: http" in text
    # Pictures and documents of public pages are part of them.
    assert "/media/" not in text
    assert "/documents/" not in text
    assert "/about/" in client.get("/sitemap.xml").content.decode()
