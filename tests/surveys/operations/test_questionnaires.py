import pytest

from surveys.models import QuestionnaireVersion
from surveys.operations.questionnaires import load_questionnaire, load_questionnaires
from surveys.questionnaire import QuestionnaireError
from tests.factories import surveys as factory
from tests.surveys.questionnaire.samples import shipped, small

pytestmark = pytest.mark.django_db


def test_loading_again_changes_nothing():
    assert [loaded.changed for loaded in load_questionnaires()] == [True, True]
    assert [loaded.changed for loaded in load_questionnaires()] == [False, False]
    assert QuestionnaireVersion.objects.count() == 2


def test_a_version_nobody_opened_is_replaced():
    load_questionnaire(definition=small())
    loaded = load_questionnaire(definition=small(minutes=9))
    assert (loaded.version.number, loaded.changed) == (1, True)
    assert QuestionnaireVersion.objects.get().questionnaire.minutes == 9


def test_a_version_that_was_opened_stays_and_a_new_one_is_made():
    first = load_questionnaire(definition=small()).version
    QuestionnaireVersion.objects.update(first_opened_at=factory.NOW)
    second = load_questionnaire(definition=small(minutes=9)).version
    first.refresh_from_db()
    assert (second.number, second.questionnaire.minutes) == (2, 9)
    assert (first.number, first.questionnaire.minutes) == (1, 1)


def test_an_unbalanced_scale_is_refused():
    definition = shipped("resident")
    definition["scales"]["satisfaction"] = definition["scales"]["satisfaction"][:2]
    with pytest.raises(QuestionnaireError, match="2 positive and 0 negative"):
        load_questionnaire(definition=definition)
    assert not QuestionnaireVersion.objects.exists()
