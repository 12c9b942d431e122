"""An editor of one part of the site finds nothing of the rest in the CMS: every address of it is asked with its ids."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import RegexPattern
from django.utils.regex_helper import normalize
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Workflow

from portal.cms.operations import EDITOR_RIGHTS, FILE_RIGHTS, prepare_groups
from portal.home.models import StandardPage
from tests.factories.accounts import UserFactory, with_second_factor
from tests.portal.evidence.photos import ground, jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
SECRET = "geheim"
LEAK = re.compile(rf"{SECRET}-[a-z]+|{SECRET}\.[a-z]+")
NAMED = {
    "content_type_app_name": "home",
    "content_type_model_name": "standardpage",
    "app_label": "wagtailcore",
    "model_name": "page",
    "action": "delete",
    "type_name": "pages",
}
# It shows the words of a fault, and leaving ends the walk.
NOT_ASKED = ("failwhale", "logout")


@pytest.fixture
def site(site):
    prepare_groups()
    return site


@pytest.fixture
def others(site):
    """A part of the site with everything that may be listed, linked, waited for or chosen; page and files of one id."""
    author = UserFactory(username="author")
    words = {"title": f"{SECRET}-page", "slug": f"{SECRET}-slug", "summary": f"{SECRET}-summary"}
    page = site.add_child(instance=StandardPage(**words, live=False))
    page.add_child(instance=StandardPage(title=f"{SECRET}-child", slug=f"{SECRET}-child", summary="x"))
    page.save_revision(user=author)
    Workflow.objects.get().start(page, author)
    Redirect.objects.create(old_path=f"/{SECRET}-redirect", redirect_page=page)
    shelf = Collection.get_first_root_node().add_child(name=f"{SECRET}-collection")
    picture = {"file": ContentFile(jpeg(ground(1)), f"{SECRET}.jpg"), "width": 800, "height": 600}
    image = get_image_model().objects.create(pk=page.pk, title=f"{SECRET}-image", collection=shelf, **picture)
    file = ContentFile(b"%PDF-1.4", f"{SECRET}.pdf")
    document = get_document_model().objects.create(pk=page.pk, title=f"{SECRET}-document", collection=shelf, file=file)
    return page, image, document


@pytest.fixture
def own(site):
    return site.add_child(instance=StandardPage(title="自己的栏目", slug="own", summary="x"))


@pytest.fixture
def editor(own):
    """As Wagtail's groups make one: pages below one page, files of one collection."""
    group = Group.objects.create(name="栏目编辑")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for right in Permission.objects.filter(codename__in=EDITOR_RIGHTS, content_type__app_label="wagtailcore"):
        GroupPagePermission.objects.create(group=group, page=own, permission=right)
    shelf = Collection.get_first_root_node().add_child(name="自己的文件")
    for right in Permission.objects.filter(codename__in=FILE_RIGHTS):
        GroupCollectionPermission.objects.create(group=group, collection=shelf, permission=right)
    user = with_second_factor(UserFactory(username="subtree"))
    user.groups.add(group)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def addresses(number: int, resolver=None, before="/"):
    """Every address of the CMS, with one id wherever it takes one."""
    for pattern in (resolver or get_resolver()).url_patterns:
        path = before + _part(pattern.pattern, str(number))
        if isinstance(pattern, URLPattern):
            yield path
        elif before != "/" or str(pattern.pattern) == "cms/":
            yield from addresses(number, pattern, path)


def _part(pattern, number: str) -> str:
    if isinstance(pattern, RegexPattern):
        form, names = normalize(str(pattern).replace("^", "").replace("$", ""))[0]
        return form % dict.fromkeys(names, number)
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: NAMED.get(found[1], number), str(pattern))


def leak_of(client, address) -> set[str]:
    answer = client.get(address)
    assert answer.status_code < 500, address
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return set(LEAK.findall(body.decode(errors="replace")))


def test_no_address_of_the_cms_shows_what_lies_outside_of_the_own_tree(editor, others, walk):
    (number,) = {one.pk for one in others}
    found, walked = {}, 0
    for address in sorted(set(addresses(number))):
        if any(word in address for word in NOT_ASKED):
            continue
        for query in ("", f"?id={number}&q={SECRET}"):
            walked += 1
            if leak := leak_of(editor, address + query):
                found[address + query] = leak
    assert found == {}
    assert walked > 600


@pytest.mark.parametrize(
    "address",
    [
        "/cms/choose-page/?page_type=home.StandardPage",
        "/cms/choose-page/search/?q=geheim&page_type=home.StandardPage",
        "/cms/api/main/pages/?child_of={page}",
        "/cms/api/main/pages/{page}/",
        "/cms/api/main/images/{image}/",
        "/cms/api/main/documents/?search=geheim",
        "/cms/images/chooser/?q=geheim",
        "/cms/documents/chooser/chosen-multiple/?id={document}",
        "/cms/bulk/cms/portalimage/delete/?id={image}",
        "/cms/bulk/cms/portalimage/add_tags/?id=all",
        "/cms/bulk/wagtaildocs/document/delete/?id={document}",
        "/cms/bulk/wagtaildocs/document/add_to_collection/?id=all",
        "/cms/bulk/wagtailcore/page/delete/?id=all&childOf={page}",
        "/cms/bulk/wagtailcore/page/publish/?id=all",
        "/cms/bulk/wagtailcore/page/move/?id={page}",
        "/cms/reports/site-history/?q=geheim",
        "/cms/pages/{page}/history/",
        "/cms/pages/usage/home/standardpage/",
    ],
)
def test_nor_do_those_that_take_more_words(editor, others, address):
    page, image, document = others
    ids = {"page": page.pk, "image": image.pk, "document": document.pk}
    assert leak_of(editor, address.format(**ids)) == set()


def test_the_own_tree_is_there(editor, own, others):
    """The walk can fail: what is hidden is the others' alone."""
    assert "自己的栏目" in editor.get("/cms/choose-page/search/?q=自己的").content.decode()
    assert editor.get(f"/cms/choose-page/{own.pk}/").status_code == 200
    assert editor.get(f"/cms/choose-page/{others[0].pk}/").status_code == 404
    assert editor.get("/cms/choose-page/").status_code == 200
    (chosen,) = editor.get(f"/cms/choose-page/chosen-multiple/?id={own.pk}&id={others[0].pk}").json()["result"]
    assert chosen["adminTitle"] == "自己的栏目"


def test_whoever_has_the_whole_tree_sees_it(site, others):
    user = with_second_factor(UserFactory())
    user.groups.add(Group.objects.get(name="district_administrator"))
    client = Client()
    client.force_login(user)
    for address in ("/cms/choose-page/search/?q=geheim", "/cms/api/main/images/", "/cms/reports/page-types-usage/"):
        assert leak_of(client, address), address
