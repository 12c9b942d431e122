"""Working pages of officers and the district."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.directory.models import Area
from surveys.enums import EstimateState, FlagKind, FlagState, Mode, Tier, WaveState
from surveys.models import Estimate, Flag, Place, Response, SampleTarget, Wave
from tests.factories import surveys as factory
from tests.surveys.keys import new_key


def client_of(role, area=None):
    client = Client()
    client.force_login(factory.staff(role, area))
    return client


def url(name, wave, *more):
    return reverse(f"surveys:{name}", args=[wave.public_id, *more])


@pytest.fixture
def lanling(db):
    return Area.objects.create(code="lanling", name="兰陵街道", kind="street", position=2)


@pytest.fixture
def planned_sample(wave, lanling):
    for area in (factory.AreaFactory(), lanling):
        SampleTarget.objects.create(wave=wave, area=area, age="a60", wanted=10)


def test_officer_sees_gaps_of_the_own_street_and_no_results(wave, planned_sample):
    factory.answered(wave, 3, age="a60", wish="不要外传")
    page = client_of(Role.STREET_OFFICER).get(url("fieldwork-detail", wave)).content.decode()
    assert "还差 7 份" in page
    assert "兰陵街道" not in page
    assert "不要外传" not in page
    assert "满意" not in page


def test_district_sees_all_areas(wave, planned_sample):
    page = client_of(Role.DISTRICT_REVIEWER).get(url("fieldwork-detail", wave)).content.decode()
    assert "兰陵街道" in page


@pytest.mark.parametrize(("role", "shown"), [(Role.STREET_OFFICER, True), (Role.DEPARTMENT_OFFICER, False)])
def test_doors_to_collecting_are_shown_to_those_who_may_open_them(wave, role, shown):
    client, place = client_of(role), factory.PlaceFactory(survey=wave.survey)
    page = client.get(url("fieldwork-detail", wave)).content.decode()
    for door in (url("place-add", wave), url("place-revoke", wave, place.public_id), url("answer-assist", wave)):
        assert (f'href="{door}"' in page) is shown
        assert client.get(door).status_code == (200 if shown else 403)


def test_query_count_of_fieldwork_does_not_grow(wave, planned_sample, django_assert_max_num_queries):
    client = client_of(Role.DISTRICT_ADMINISTRATOR)
    factory.PlaceFactory(survey=wave.survey)
    client.get(url("fieldwork-detail", wave))
    with django_assert_max_num_queries(20) as one:
        client.get(url("fieldwork-detail", wave))
    for venue in ("西门", "南门"):
        factory.PlaceFactory(survey=wave.survey, venue=venue)
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(url("fieldwork-detail", wave))


def test_list_of_waves(wave):
    page = client_of(Role.STREET_OFFICER).get(reverse("surveys:fieldwork-list")).content.decode()
    assert url("fieldwork-detail", wave) in page


def test_officer_adds_a_venue_prints_it_and_switches_it_off(wave):
    client, area = client_of(Role.STREET_OFFICER), factory.AreaFactory()
    client.post(url("place-add", wave), {"area": area.pk, "venue": "红梅公园东门"})
    place = Place.objects.get()
    sheets = client.get(url("place-sheet", wave), {"place": place.public_id})
    assert sheets["Content-Type"] == "application/pdf"
    assert client.post(url("place-revoke", wave, place.public_id), {"reason": ""}).status_code == 400
    client.post(url("place-revoke", wave, place.public_id), {"reason": "海报外泄"})
    place.refresh_from_db()
    assert place.revoked_reason == "海报外泄"
    assert client.get(url("place-revoke", wave, place.public_id)).status_code == 404
    assert client.get(url("place-sheet", wave)).status_code == 302


def test_venue_needs_a_name_and_a_fitting_community(wave, lanling):
    client = client_of(Role.DISTRICT_ADMINISTRATOR)
    page = client.post(url("place-add", wave), {"area": lanling.pk, "venue": ""})
    assert page.status_code == 400
    foreign = factory.CommunityFactory()
    page = client.post(url("place-add", wave), {"area": lanling.pk, "venue": "x", "community": foreign.pk})
    assert "属于另一个板块" in page.content.decode()
    assert not Place.objects.exists()


def test_officer_reaches_no_code_of_another_street(wave, lanling):
    place = factory.PlaceFactory(survey=wave.survey, area=lanling)
    client = client_of(Role.STREET_OFFICER)
    assert client.get(url("place-revoke", wave, place.public_id)).status_code == 404
    assert client.post(url("place-add", wave), {"area": lanling.pk, "venue": "x"}).status_code == 400


@pytest.mark.parametrize("role", [Role.DEPARTMENT_OFFICER, Role.DISTRICT_REVIEWER])
def test_codes_are_the_officers_and_the_administrators_affair(wave, role):
    place = factory.PlaceFactory(survey=wave.survey)
    client = client_of(role)
    assert client.get(url("place-add", wave)).status_code == 403
    assert client.get(url("place-revoke", wave, place.public_id)).status_code == 403


def test_assisted_answer_is_marked(wave):
    client = client_of(Role.STREET_OFFICER)
    assert "您正在替居民录入" in client.get(url("answer-assist", wave)).content.decode()
    reply = client.post(url("answer-assist", wave), {"key": new_key(wave, factory.NOW), **factory.posted()})
    assert reply.status_code == 302
    row = Response.objects.get()
    assert (row.mode, row.tier) == (Mode.ASSISTED, Tier.ASSISTED)
    assert not row.flags.exists()


def test_assisted_entry_is_shut_with_the_wave(wave):
    Wave.objects.update(state=WaveState.CLOSED)
    assert "目前不接受" in client_of(Role.STREET_OFFICER).get(url("answer-assist", wave)).content.decode()


def test_wave_opens_closes_and_is_replied_to(db):
    factory.version_of("resident")
    wave = factory.WaveFactory(state=WaveState.PLANNED, version=None)
    client = client_of(Role.DISTRICT_ADMINISTRATOR)
    client.post(url("wave-open", wave))
    client.post(url("wave-close", wave))
    wave.refresh_from_db()
    assert wave.state == WaveState.OPEN  # closing early needs a reason
    client.post(url("wave-close", wave), {"reason": "样本已够"})
    Wave.objects.update(reply="已增设两处投放点。", replied_on=factory.NOW.date())  # as it was kept before
    wave.refresh_from_db()
    assert wave.state == WaveState.CLOSED
    assert "已增设两处投放点。" in client.get(f"/surveys/resident/waves/{wave.number}/").content.decode()


def test_flag_is_decided_on_its_page_and_no_answer_shows(wave):
    factory.answered(wave, signs=[FlagKind.SPEED], wish="不要外传")
    client, flag = client_of(Role.DISTRICT_REVIEWER), Flag.objects.get()
    page = client.get(url("flag-list", wave)).content.decode()
    assert "快于读题所需时间" in page
    assert "不要外传" not in page
    assert client.post(url("flag-list", wave), {"flag": flag.pk, "state": "kept", "reason": ""}).status_code == 400
    client.post(url("flag-list", wave), {"flag": flag.pk, "state": "kept", "reason": " "})
    client.post(url("flag-list", wave), {"flag": flag.pk, "state": "kept", "reason": "看过"})
    flag.refresh_from_db()
    assert (flag.state, flag.reason) == (FlagState.KEPT, "看过")
    decided = client.get(url("flag-list", wave) + "?state=kept").content.decode()
    assert ('value="excluded"' in decided, 'value="kept"' in decided) == (True, False)
    again = client.post(url("flag-list", wave), {"flag": flag.pk, "state": "kept", "reason": "再看"})
    assert (again.status_code, "目前为“计入”" in again.content.decode()) == (409, True)


def test_one_press_on_many_flags_is_undone_within_ten_seconds(wave, monkeypatch):
    monkeypatch.setattr("portal.clock.now", lambda: factory.NOW)
    factory.answered(wave, 3, signs=[FlagKind.SPEED])
    client, flags = client_of(Role.DISTRICT_REVIEWER), Flag.objects.all()
    sent = {"flag": [flag.pk for flag in flags], "state": "excluded", "reason": "看过"}
    shown = client.post(url("flag-list", wave), sent, follow=True).content.decode()
    assert reverse("inbox:undo") in shown
    undone = client.post(reverse("inbox:undo"), follow=True)
    assert (undone.redirect_chain[-1][0], "已撤销" in undone.content.decode()) == (url("flag-list", wave), True)
    assert set(flags.values_list("state", flat=True)) == {FlagState.OPEN}
    # Decided before, they are decided once more: what was said then is not lost by an undo.
    client.post(url("flag-list", wave), sent, follow=True)
    turned = client.post(url("flag-list", wave) + "?state=excluded", sent | {"state": "kept"}, follow=True)
    assert reverse("inbox:undo") not in turned.content.decode()


def test_figures_are_prepared_by_one_and_published_by_another(wave):
    factory.answered(wave, 40)
    Wave.objects.update(state=WaveState.CLOSED)
    first, second = client_of(Role.DISTRICT_REVIEWER), client_of(Role.DISTRICT_REVIEWER)
    first.post(url("estimate-prepare", wave))
    assert "发布这个数字" not in first.get(url("estimate-list", wave)).content.decode()
    assert "发布这个数字" in second.get(url("estimate-list", wave)).content.decode()
    one, other = Estimate.objects.filter(measure__in=["i52", "i50"]).order_by("-measure")
    assert first.post(url("estimate-decide", wave, one.public_id), {"publish": "on"}).status_code == 403
    second.post(url("estimate-decide", wave, one.public_id), {"publish": "on"})
    second.post(url("estimate-decide", wave, other.public_id), {"publish": ""})
    second.post(url("estimate-decide", wave, other.public_id), {"publish": "", "reason": "疑点未清"})
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == (EstimateState.PUBLISHED, EstimateState.REFUSED)
    results = Client().get(f"/surveys/resident/waves/{wave.number}/").content.decode()
    assert "100" in results
    assert "公众对建设成效的满意程度" in results


def test_results_say_too_few_and_hide_small_groups(wave):
    factory.answered(wave, 31)
    factory.answered(wave, 4, home="unclear")
    factory.answered(wave, 3, overall="unclear")
    Wave.objects.update(state=WaveState.CLOSED)
    first, second = client_of(Role.DISTRICT_REVIEWER), client_of(Role.DISTRICT_REVIEWER)
    first.post(url("estimate-prepare", wave))
    for row in Estimate.objects.all():
        second.post(url("estimate-decide", wave, row.public_id), {"publish": "on"})
    page = Client().get(f"/en/surveys/resident/waves/{wave.number}/").content.decode()
    assert "Hidden: fewer than 30 answers here" in page
    assert "3 people could not say" in page


def test_results_before_the_close_and_before_publishing(wave):
    address = f"/surveys/resident/waves/{wave.number}/"
    assert "调查还在进行" in Client().get(address).content.decode()
    Wave.objects.update(state=WaveState.CLOSED)
    assert "数字正在复核" in Client().get(address).content.decode()


def test_list_shows_open_and_closed(wave):
    page = Client().get("/surveys/").content.decode()
    assert "大约 4 分钟" in page
    Wave.objects.update(state=WaveState.CLOSED)
    page = Client().get("/surveys/").content.decode()
    assert "目前没有正在进行的调查" in page
    assert "第" in page
