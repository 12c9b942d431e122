"""The quick way of an answer: the empty form, the post, the receipt, before Django is asked (portal/doors.py).

It knows what Django told lately, and nothing else: the form and the receipt as Django drew them for somebody whose
request said the same, the wave, the places. A post goes through the very rules of `views/receiving.py`; where they say
anything but yes, where the database stores nothing, and for every request that is not quite plain, Django answers.
"""

from surveys.door.answers import Answers
from surveys.door.pages import Forms, Receipts
from surveys.door.plain import read
from surveys.door.store import store_of

__all__ = ["make"]


def make():
    store = store_of()
    return SurveyDoor(Forms(), Receipts(store), Answers(store)) if store else SurveyDoor(Forms(), None, None)


class SurveyDoor:
    def __init__(self, forms: Forms, receipts: Receipts | None, answers: Answers | None) -> None:
        self.forms, self.receipts, self.answers = forms, receipts, answers

    def __call__(self, environ, ask):
        plain = read(environ)
        if plain is None:
            return None
        if plain.reference:
            return self.receipts and self.receipts.answer(plain, environ, ask)
        if environ["REQUEST_METHOD"] == "GET":
            return self.forms.answer(plain, environ, ask)
        return self.answers and self.answers.answer(plain, environ, ask)
