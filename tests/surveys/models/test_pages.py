"""A survey as a page and as a card on other pages."""

import pytest
from django.test import RequestFactory
from wagtail.models import Page

from surveys.enums import WaveState
from surveys.models import SurveyPage, Wave
from tests.factories import surveys as factory


@pytest.fixture
def page(wave, monkeypatch):
    monkeypatch.setattr("surveys.models.pages.now", lambda: factory.NOW)
    root = Page.objects.get(depth=2) if Page.objects.filter(depth=2).exists() else Page.objects.get(depth=1)
    page = SurveyPage(title="居民调查", slug="ask", summary="说说您的看法", survey=wave.survey)
    root.add_child(instance=page)
    return page


def card(page):
    return page.render_card(RequestFactory().get("/"))


def test_card_leads_to_the_open_form_and_else_to_the_page(page):
    assert 'href="/surveys/resident/"' in card(page)
    Wave.objects.update(state=WaveState.CLOSED)
    assert 'href="/surveys/resident/"' not in card(page)
    assert "已结束" in card(page)


def test_page_offers_the_form_while_it_is_open(page, client):
    text = client.get(page.url).content.decode()
    assert "现在填写，不用登录" in text
    Wave.objects.update(state=WaveState.CLOSED)
    text = client.get(page.url).content.decode()
    assert "目前不接受填写" in text
    assert "/waves/" in text
