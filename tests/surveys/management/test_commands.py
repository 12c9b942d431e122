import pytest
from django.core.management import CommandError, call_command

from surveys.models import CellTally, QuestionnaireVersion
from tests.factories import surveys as factory


def test_load_questionnaires_says_what_it_did(db, capsys):
    call_command("load_questionnaires")
    call_command("load_questionnaires")
    assert capsys.readouterr().out.splitlines() == [
        "resident 1: taken in",
        "organisation 1: taken in",
        "10 measures taken in",
        "resident 1: unchanged",
        "organisation 1: unchanged",
        "0 measures taken in",
    ]
    assert QuestionnaireVersion.objects.count() == 2


def test_fold_answers_verifies_and_puts_right(wave, capsys):
    factory.answered(wave, 2)
    call_command("fold_answers", "--verify")
    assert "2 new" in capsys.readouterr().out
    CellTally.objects.update(counts={"responses": {"all": 9}})
    with pytest.raises(CommandError, match="differed and put right"):
        call_command("fold_answers", "--verify")
    call_command("fold_answers", "--verify")
    assert "all tallies equal a full recount" in capsys.readouterr().out
