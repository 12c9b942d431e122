import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts.roles import Role
from portal.ledger.models import Entry
from surveys.enums import WaveState
from surveys.models import TextCode, TextCoding
from surveys.operations.coding import add_heading, sort_text
from surveys.operations.retention import delete_expired_answers
from surveys.results.texts import sorted_texts, text_items, unsorted
from tests.factories.surveys import NOW, WaveFactory, bulk_answered, staff
from tests.refusals import refused

pytestmark = pytest.mark.django_db
ITEM = "wish"


@pytest.fixture
def wave():
    wave = WaveFactory()
    bulk_answered(wave, 12, wish="楼下再放一个旧衣箱")
    bulk_answered(wave, 2)
    wave.state = WaveState.CLOSED
    wave.save()
    return wave


@pytest.fixture
def reviewer():
    return staff(Role.DISTRICT_REVIEWER)


def sort(wave, reviewer, response, *codes, new=""):
    sort_text(wave=wave, item=ITEM, response=response, codes=codes, new_code=new, actor=reviewer, now=NOW)


def test_each_text_is_read_once_and_only_those_with_words(wave, reviewer):
    assert [name for name, _ in text_items(wave)] == [ITEM]
    assert unsorted(wave, ITEM).count() == 12
    sort(wave, reviewer, unsorted(wave, ITEM).first().pk, new="旧衣回收")
    assert unsorted(wave, ITEM).count() == 11
    sort(wave, reviewer, unsorted(wave, ITEM).first().pk)
    assert unsorted(wave, ITEM).count() == 10
    assert TextCoding.objects.filter(code=None).count() == 1


def test_another_choice_replaces_the_first_and_both_stand_in_the_ledger(wave, reviewer):
    text = unsorted(wave, ITEM).first().pk
    sort(wave, reviewer, text, new="旧衣回收")
    sort(wave, reviewer, text, new="投放点")
    assert list(TextCoding.objects.values_list("code__label", flat=True)) == ["投放点"]
    last = Entry.objects.filter(action="text.sort").latest("sequence")
    assert (last.before["headings"], last.after["headings"]) == (["旧衣回收"], ["投放点"])
    assert "楼下" not in str(last.before) + str(last.after)


def test_numbers_show_from_ten_texts_on_and_outlive_the_words(wave, reviewer):
    for response in list(unsorted(wave, ITEM)):
        sort(wave, reviewer, response.pk, new="旧衣回收")
    sort(wave, reviewer, response.pk, *TextCode.objects.all(), new="投放点")
    expected = [(12, [("旧衣回收", 12), ("投放点", None)])]
    assert [(found.read, found.headings) for found in sorted_texts(wave)] == expected
    delete_expired_answers(now=wave.closes_at + timedelta(days=31 * wave.survey.retention_months + 1))
    assert [(found.read, found.headings) for found in sorted_texts(wave)] == expected


def test_who_may_not_and_what_is_gone(wave, reviewer):
    text = unsorted(wave, ITEM).first().pk
    with pytest.raises(PermissionDenied):
        sort(wave, staff(Role.DEPARTMENT_OFFICER), text, new="x")
    with refused("stale"):
        sort(wave, reviewer, uuid.uuid4(), new="x")
    wave.state = WaveState.OPEN
    with pytest.raises(PermissionDenied):
        sort(wave, reviewer, text, new="x")
    assert not TextCoding.objects.exists()


def test_texts_that_say_the_same_go_where_this_one_goes(wave, reviewer):
    first, *others = list(unsorted(wave, ITEM))
    read = others.pop()
    sort(wave, reviewer, read.pk, new="投放点")
    names = [row.pk for row in (*others, read)]
    code = TextCode.objects.create(survey=wave.survey, item=ITEM, label="旧衣回收")
    sort_text(
        wave=wave, item=ITEM, response=first.pk, codes=[code], alike=[*names, uuid.uuid4()], actor=reviewer, now=NOW
    )
    assert unsorted(wave, ITEM).count() == 0
    assert TextCoding.objects.filter(code=code).count() == 11
    assert TextCoding.objects.get(response=read.pk).code.label == "投放点"
    assert len(Entry.objects.filter(action="text.sort").latest("sequence").after["alike"]) == 10


def test_a_heading_is_accepted_once(wave, reviewer):
    given = {"wave": wave, "item": ITEM, "label": " 旧衣 ", "label_en": "", "actor": reviewer, "now": NOW}
    assert add_heading(**given) == add_heading(**given)
    assert Entry.objects.filter(action="heading.add").count() == 1
    with pytest.raises(PermissionDenied):
        add_heading(**given | {"actor": staff(Role.STREET_OFFICER)})
