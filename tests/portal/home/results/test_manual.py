"""The manual: no dead anchor, a section for each page of the desk, a page a role in docs and in the portal."""

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import translation

from portal.accounts.roles import STAFF_ROLES, Role
from portal.home.results.manual import SOURCE, as_markdown, as_paper, roles, sections, sections_of
from portal.manifests import declared
from portal.papers.documents.pdf import paper_pdf
from tests.factories.accounts import GrantFactory, with_second_factor
from tests.factories.campaigns import officer as an_officer

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
# Of one's own account and of the board, which everybody may read, nobody needs a section.
WITHOUT = {"board:indicator-list"}


def exists(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        space, _, plain = name.rpartition(":")
        resolver = get_resolver()
        for part in filter(None, space.split(":")):
            resolver = resolver.namespace_dict[part][1]
        return plain in resolver.reverse_dict
    return True


def test_every_section_is_about_a_page_that_is_there():
    assert [name for name in sections() if not exists(name)] == []


def test_every_place_of_the_desk_has_its_section():
    offered = {link.name for link in declared("places") if link.roles and set(link.roles) & STAFF_ROLES}
    assert offered - WITHOUT - set(sections()) == set()


def test_no_section_is_left_out_of_every_role():
    shown = {section.name for role in roles() for section in sections_of(role)}
    assert set(sections()) - shown == set()


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_the_page_in_docs_is_the_one_in_the_portal(role):
    with translation.override("zh-hans"):
        assert SOURCE.with_name(f"{role}.md").read_text(encoding="utf-8") == as_markdown(Role(role)), (
            "run manage.py write_manual"
        )


def test_the_question_mark_leads_to_its_place(client):
    client.force_login(an_officer())
    page = client.get(reverse("campaigns:event-mine")).content.decode()
    mark = f"{reverse('home:manual')}?page=campaigns:event-mine"
    assert mark in page
    there = client.get(mark).url
    path, _, anchor = there.partition("#")
    assert f'id="{anchor}"' in client.get(path).content.decode()
    assert "#" not in client.get(f"{reverse('home:manual')}?page=nowhere").url


def test_it_is_searched(client):
    client.force_login(with_second_factor(GrantFactory(role=Role.EDITOR).user))
    address = reverse("home:manual-role", args=["street_officer"])
    found = client.get(address, {"words": "签到表"}).context["sections"]
    assert [section.name for section in found] == ["campaigns:event-log"]
    assert client.get(address, {"words": "没有的词"}).context["sections"] == []
    assert client.get(reverse("home:manual-role", args=["resident"])).status_code == 404


def test_for_a_training_day(now):
    assert paper_pdf(as_paper(Role.STREET_OFFICER, now.date())).startswith(b"%PDF")
