"""A draft becomes a version; a version that was used stays as it is."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import Role
from portal.ledger.models import Entry
from surveys.models import QuestionnaireDraft
from surveys.operations.questionnaires import draft_from, take_draft
from surveys.questionnaire import QuestionnaireError
from tests.factories import surveys as factory
from tests.surveys.questionnaire.samples import shipped


@pytest.fixture
def administrator(db):
    return factory.staff(Role.DISTRICT_ADMINISTRATOR)


def test_a_draft_from_a_version_says_the_same_after_it_was_stored(administrator):
    draft_from(definition=shipped("resident"), actor=administrator)
    assert QuestionnaireDraft.objects.get(code="resident").definition == shipped("resident")


def test_changed_draft_becomes_the_next_version_and_an_unchanged_one_nothing(wave, administrator):
    wave.version.first_opened_at = factory.NOW
    wave.version.save()
    draft = draft_from(definition=wave.version.definition, actor=administrator)
    assert not take_draft(draft=draft, actor=administrator, now=factory.NOW).changed
    assert not Entry.objects.filter(action="questionnaire.take").exists()
    draft.title_zh = "新标题"
    loaded = take_draft(draft=draft, actor=administrator, now=factory.NOW)
    assert (loaded.changed, loaded.version.number) == (True, wave.version.number + 1)
    wave.version.refresh_from_db()
    assert wave.version.definition["title"]["zh"] != "新标题"
    assert Entry.objects.filter(action="questionnaire.take").count() == 1


def test_what_is_unfinished_or_unbalanced_is_no_version(administrator):
    definition = shipped("resident")
    definition["scales"]["satisfaction"][3:4] = []
    draft = draft_from(definition=definition, actor=administrator)
    with pytest.raises(QuestionnaireError, match="2 positive and 1 negative"):
        take_draft(draft=draft, actor=administrator, now=factory.NOW)


def test_only_the_administrator_authors(administrator):
    draft = draft_from(definition=shipped("resident"), actor=administrator)
    officer = factory.staff(Role.STREET_OFFICER)
    with pytest.raises(PermissionDenied):
        take_draft(draft=draft, actor=officer, now=factory.NOW)
    with pytest.raises(PermissionDenied):
        draft_from(definition=shipped("resident"), actor=officer)
