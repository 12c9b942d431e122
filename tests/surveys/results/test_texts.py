"""How far the sorting of texts has come, told in one walk through the answers."""

import uuid

import pytest

from portal.accounts.roles import Role
from surveys.models import Response, TextCode, TextCoding
from surveys.results.texts import progress, text_items, texts_of, unsorted
from tests.factories import surveys as factory


@pytest.mark.django_db
def test_the_numbers_are_those_of_each_question_by_itself(wave, django_assert_num_queries):
    factory.bulk_answered(wave, 3, wish="多放旧衣箱")
    factory.bulk_answered(wave, 2)
    officer = factory.staff(Role.DISTRICT_REVIEWER)
    codes = [TextCode.objects.create(survey=wave.survey, item="wish", label=f"标题{n}") for n in range(2)]
    first, second, *_ = Response.objects.filter(answers__has_key="wish")
    # Two headings of one text, one that holds nothing to sort, and one of a text that is gone.
    for response, code in ((first.pk, codes[0]), (first.pk, codes[1]), (second.pk, None), (uuid.uuid4(), codes[0])):
        TextCoding.objects.create(
            wave=wave, item="wish", response=response, code=code, coded_by=officer, coded_at=factory.NOW
        )
    names = [name for name, _ in text_items(wave)]
    alone = {name: (unsorted(wave, name).count(), texts_of(wave, name).count()) for name in names}
    with django_assert_num_queries(2):
        assert progress(wave, names) == alone
    assert alone["wish"] == (1, 3)
    assert progress(wave, []) == {}
