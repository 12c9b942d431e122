import pytest
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import WaveState
from surveys.models import TextCode, TextCoding
from surveys.views import texts
from tests.factories.surveys import WaveFactory, bulk_answered, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def wave(monkeypatch):
    monkeypatch.setattr(texts, "common_words", lambda found: [("衣箱", len(found))])
    wave = WaveFactory()
    bulk_answered(wave, 1, wish="楼下再放<b>一个</b>旧衣箱")
    wave.state = WaveState.CLOSED
    wave.save()
    return wave


@pytest.fixture
def page(wave):
    return reverse("surveys:text-sort-item", args=[wave.public_id, "wish"])


def test_a_text_is_read_sorted_and_can_be_changed(client, wave, page):
    client.force_login(staff(Role.DISTRICT_REVIEWER))
    assert page in client.get(reverse("surveys:text-list", args=[wave.public_id])).content.decode()
    answer = client.get(page)
    assert "楼下再放&lt;b&gt;一个" in answer.content.decode()
    text = answer.context["form"].initial["text"]
    after = client.post(page, {"text": text, "new_code": "旧衣回收", "new_code_en": "Old clothes"}, follow=True)
    assert "每条都已读过" in after.content.decode()
    assert f"?text={text}" in after.content.decode()
    again = client.get(page, {"text": text}).context["form"]
    assert again.initial["codes"] == [TextCode.objects.get().pk]
    assert TextCoding.objects.get().code.label == "旧衣回收"
    assert "Old clothes" in client.get(f"/en{page}", {"text": text}).content.decode()


@pytest.mark.parametrize("asked", ["x", "00000000-0000-0000-0000-000000000007"])
def test_what_is_asked_for_wrongly_shows_nothing_of_others(client, page, asked):
    client.force_login(staff(Role.DISTRICT_REVIEWER))
    assert client.get(page, {"text": asked, "before": asked}).status_code == 200


def test_a_form_without_its_text_is_refused(client, page):
    client.force_login(staff(Role.DISTRICT_REVIEWER))
    assert client.post(page, {"new_code": "x"}).status_code == 400
    assert client.get(page.replace("wish", "overall")).status_code == 404


def test_before_the_close_no_text_is_shown(client, wave, page):
    wave.state = WaveState.OPEN
    wave.save()
    client.force_login(staff(Role.DISTRICT_ADMINISTRATOR))
    assert "楼下" not in client.get(page).content.decode()
    assert client.post(page, {"text": "x"}).status_code == 409
