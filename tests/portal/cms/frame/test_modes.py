"""Display modes: kept in cookies, drawn by the server, never leading off this host."""

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
URL = "/mode/"


def test_page_offers_every_choice_and_marks_the_present_one(client):
    client.cookies["mode"] = "elder"
    page = " ".join(client.get(URL).content.decode().split())
    assert page.count('type="radio"') == 7
    assert 'value="elder" checked' in page
    assert 'data-mode="elder"' in page


@pytest.mark.parametrize(("mode", "contrast"), [("elder", "high"), ("extra", "dark")])
def test_choice_is_kept_and_drawn(client, mode, contrast):
    response = client.post(URL, {"mode": mode, "contrast": contrast, "next": "/gallery/"})
    assert (response.status_code, response["Location"]) == (302, "/gallery/")
    assert client.cookies["mode"]["samesite"] == "Lax"
    page = client.get("/gallery/").content.decode()
    assert f'data-mode="{mode}"' in page
    assert f'data-contrast="{contrast}"' in page


def test_the_default_needs_no_cookie(client):
    client.post(URL, {"mode": "elder"})
    response = client.post(URL, {"mode": "normal"})
    assert response.cookies["mode"]["max-age"] == 0


def test_one_choice_leaves_the_other_alone(client):
    client.post(URL, {"contrast": "high"})
    client.post(URL, {"mode": "elder"})
    page = client.get("/gallery/").content.decode()
    assert 'data-mode="elder"' in page
    assert 'data-contrast="high"' in page


def test_what_is_not_on_offer_counts_as_nothing(client):
    response = client.post(URL, {"mode": '"><script>'})
    assert "mode" not in response.cookies
    client.cookies["mode"] = '"><script>'
    assert 'data-mode="normal"' in client.get("/gallery/").content.decode()


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "\\\\evil"])
def test_never_off_this_host(client, there):
    assert client.post(URL, {"mode": "elder", "next": there})["Location"] == "/"
    form = client.get(URL, {"next": there}).content.decode().partition('id="display"')[2]
    assert 'name="next" value="/"' in form


def test_a_foreign_page_changes_nothing(client):
    response = client.post(URL, {"mode": "elder"}, headers={"origin": "https://evil.example"})
    assert response.status_code == 403
    assert "mode" not in response.cookies


def test_own_origin_may(client):
    assert client.post(URL, {"mode": "elder"}, headers={"origin": "http://testserver"}).status_code == 302


def test_public_pages_set_no_cookie_and_vary_on_it(client):
    response = client.get(reverse("cms:gallery"))
    assert not response.cookies
    assert "Cookie" in response["Vary"]
