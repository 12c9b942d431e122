"""The editor's preview: every kind of page is drawn while it is half written, and only there inside a frame of ours."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from portal.accounts.roles import Role
from portal.cms.operations import prepare_groups
from portal.home.models.content import ContentPage
from tests.factories.accounts import GrantFactory, with_second_factor
from tests.factories.board import IndicatorFactory
from tests.factories.surveys import WaveFactory

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
KINDS = sorted((model for model in get_page_models() if model is not Page), key=lambda model: model._meta.label)
TITLE = "写了一半的标题"
PANEL = {"in_preview_panel": "true"}


@pytest.fixture
def editor(site):
    prepare_groups()
    user = with_second_factor(GrantFactory(role=Role.EDITOR).user)
    user.groups.add(Group.objects.get(name=str(Role.EDITOR)))
    client = Client()
    client.force_login(user)
    return client


def parent_of(kind) -> Page:
    allowed = [model for model in kind.allowed_parent_page_models() if model is not Page]
    return next(page for model in allowed for page in model.objects.all())


# What a page cannot be drawn without, besides its title; until it is there, Wagtail's panel says so.
NEEDED = {
    "campaigns.CampaignPage": lambda: {"starts_on": "2026-11-01"},
    "home.FigurePage": lambda: {"indicator": IndicatorFactory().pk},
    "home.NewsPage": lambda: {"published_on": "2026-11-24"},
    "surveys.SurveyPage": lambda: {"survey": WaveFactory().survey.pk},
}


def preview(editor, kind, query=PANEL):
    """What the panel beside the form of a new page shows when its editor has typed no more than is needed."""
    label = (kind._meta.app_label, kind._meta.model_name)
    address = reverse("wagtailadmin_pages:preview_on_add", args=[*label, parent_of(kind).pk])
    empty = {"slug": "", "comments": inline_formset([]), "body": streamfield([])}
    needed = NEEDED.get(kind._meta.label, dict)()
    said = editor.post(address, nested_form_data({**empty, "title": TITLE, **needed}))
    assert said.json() == {"is_valid": True, "is_available": True}
    return editor.get(address, query)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind._meta.label)
def test_a_page_that_is_barely_begun_is_drawn(editor, kind):
    shown = preview(editor, kind)
    assert shown.status_code == 200
    assert TITLE in shown.content.decode()


def test_a_preview_is_framed_by_our_origin_and_is_else_as_strict_as_the_page(editor):
    shown, page = preview(editor, KINDS[0]).headers, Client().get("/about/").headers
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert shown["Content-Security-Policy"] == page["Content-Security-Policy"].replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )


@pytest.mark.parametrize("name", sorted(ContentPage._meta.get_field("body").stream_block.child_blocks))
def test_a_block_that_was_just_added_is_drawn_empty(site, name):
    block = ContentPage._meta.get_field("body").stream_block.child_blocks[name]
    block.render(block.get_default())


def test_a_preview_in_a_tab_of_its_own_stands_in_no_frame(editor):
    shown = preview(editor, KINDS[0], query={})
    assert shown.status_code == 200
    assert "frame-ancestors 'none'" in shown.headers["Content-Security-Policy"]


@pytest.mark.parametrize("query", [{}, PANEL])
def test_nothing_else_becomes_framable(site, query):
    for address in ("/about/", "/news/", "/account/login/"):
        answer = Client().get(address, query)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"
