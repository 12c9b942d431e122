"""From lines of text to a survey that is open, through the pages; and what is refused, in words at its field."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from portal.accounts.roles import Role
from portal.cms.operations import prepare_groups
from portal.ledger.models import Entry
from surveys.models import QuestionnaireDraft, QuestionnaireVersion, SampleTarget, Survey, Wave
from tests.factories import surveys as factory

PASTED = "您好，不记名。\n1. 您对分类设施满意吗？\nA. 满意 B. 比较满意 C. 不太满意 D. 不满意 E. 不清楚\n2. 最希望改进什么？（填空）"
OPENED = {"number": "1", "opens_at": factory.NOW - timedelta(days=1), "closes_at": factory.NOW + timedelta(days=9)}


@pytest.fixture
def client(client, db, monkeypatch):
    for module in ("plan", "survey_steps", "questionnaires"):
        monkeypatch.setattr(f"surveys.views.{module}.now", lambda: factory.NOW)
    prepare_groups()
    user = factory.staff(Role.DISTRICT_ADMINISTRATOR)
    user.groups.add(Group.objects.get(name=str(Role.DISTRICT_ADMINISTRATOR)))
    client.force_login(user)
    return client


def begin(client, source, **given):
    return client.post(reverse("surveys:questionnaire-begin", args=[source]), given, follow=True)


def test_from_pasted_text_to_an_open_survey(client):
    page = begin(client, "pasted", title="设施问卷", text=PASTED)
    draft = QuestionnaireDraft.objects.get()
    assert page.status_code == 200
    assert (draft.code, draft.title_zh, draft.introduction_zh) == ("survey", "设施问卷", "您好，不记名。")
    client.post(reverse("surveys:questionnaire-take", args=[draft.code]))
    assert QuestionnaireVersion.objects.get().questionnaire.questions[0].by_code["unclear"].polarity is None

    survey = factory.SurveyFactory(slug="facilities", questionnaire_code=draft.code)
    steps = client.get(reverse("surveys:survey-detail", args=[survey.slug])).content.decode()
    assert "还没有安排期次" in steps
    wave = Wave.objects.create(survey=survey, **OPENED)
    client.post(reverse("surveys:wave-open", args=[wave.public_id]))
    answered = client.get(reverse("surveys:survey-answer", args=[survey.slug])).content.decode()
    assert "您对分类设施满意吗？" in answered
    assert answered.count('data-step="') == 2


def test_where_there_is_no_question_it_is_said_at_the_field(client):
    page = begin(client, "pasted", text="随便写写")
    assert page.status_code == 422
    assert "没有读到题目" in page.content.decode()
    assert not QuestionnaireDraft.objects.exists()


@pytest.mark.parametrize("name", ["resident", "organisation", "event", "community", "school"])
def test_each_of_the_library_becomes_a_version_as_it_stands(client, name):
    begin(client, "library", name=name)
    draft = QuestionnaireDraft.objects.get()
    assert draft.problems == []
    client.post(reverse("surveys:questionnaire-take", args=[draft.code]))
    assert QuestionnaireVersion.objects.filter(code=name).exists()


def test_an_earlier_one_and_an_empty_one_begin_beside_what_is_there(client):
    wave = factory.WaveFactory()
    for _ in range(2):
        begin(client, "earlier", version=wave.version.public_id)
    begin(client, "blank", title="空白")
    assert set(QuestionnaireDraft.objects.values_list("code", flat=True)) == {"resident", "resident_2", "survey"}
    assert "没有选项" not in client.get(reverse("surveys:questionnaire-list")).content.decode()


def test_what_a_draft_lacks_is_said_in_chinese_by_its_question(client):
    begin(client, "pasted", title="问卷", text=PASTED)
    draft = QuestionnaireDraft.objects.get()
    data = draft.definition
    data["items"][0]["scale"] = "none_such"
    draft.take(data)
    draft.save()
    page = client.get(reverse("surveys:questionnaire-list")).content.decode()
    assert "“您对分类设施满意吗？”：没有选项，或所用的量表不存在" in page


def test_codes_are_made_once_and_stay(client):
    begin(client, "pasted", title="问卷", text=PASTED)
    draft = QuestionnaireDraft.objects.get()
    new = {"zh": "新题", "en": "New", "id": "", "lines": "甲 | A\n乙", "options": [], "routes": [], "asked_join": "all"}
    draft.items = [("single", new), *((row.block_type, row.value) for row in draft.items)]
    draft.save()
    draft.refresh_from_db()
    assert [item["id"] for item in draft.definition["items"]] == ["q3", "q1", "q2"]
    assert [option["code"] for option in draft.definition["items"][0]["options"]] == ["a1", "a2"]
    assert draft.definition["items"][0]["options"][0]["text"] == {"zh": "甲", "en": "A"}


def test_the_sample_plan_is_one_grid_and_goes_on_to_the_next_wave(client):
    first = factory.WaveFactory(number=1, state="planned", version=None)
    factory.load_questionnaire(definition=factory.shipped_definition("resident"))
    area = factory.CommunityFactory().area.code
    address = reverse("surveys:sample-plan", args=[first.public_id])
    grid = client.get(address).content.decode()
    assert "18 至 29 岁" in grid
    assert "14 岁以下" not in grid
    client.post(address, {f"{area}:a18_29": "12", f"{area}:a60": "8", f"{area}:": ""})
    assert {(row.age, row.wanted) for row in SampleTarget.objects.all()} == {("a18_29", 12), ("a60", 8)}
    refused = client.post(address, {f"{area}:a18_29": "viel"})
    assert refused.status_code == 422
    second = factory.WaveFactory(survey=first.survey, number=2, state="planned", version=None)
    copied = client.get(reverse("surveys:sample-plan", args=[second.public_id]) + "?copy=1").content.decode()
    assert 'value="12"' in copied
    assert Entry.objects.filter(action="wave.plan").count() == 1


def test_one_page_names_what_a_survey_still_lacks(client):
    survey = factory.SurveyFactory(slug="bare", questionnaire_code="none_yet", form_number="", valid_until=None)
    page = client.get(reverse("surveys:survey-detail", args=[survey.slug])).content.decode()
    for said in ("“none_yet”还没有收为版本", "表号", "还没有安排期次", "结果将不加权"):
        assert said in page
    assert Survey.objects.count() == 1
