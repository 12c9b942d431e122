"""演示: a survey of the district's own from the library, with a question that is put in order; one wave told, one open."""

import random
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import User
from portal.demo.story.surveys import demo_survey
from portal.directory.models import Area, Department
from surveys.enums import Channel, FlagState
from surveys.models import Flag, Place, Survey, Wave
from surveys.operations.answering import Arrival, Sheet, take_answer
from surveys.operations.collection import Venue, add_place
from surveys.operations.commitments import name_concern, promise
from surveys.operations.estimates import prepare_estimates, publish_questions
from surveys.operations.flags import decide_flag
from surveys.operations.questionnaires import library_definition, load_questionnaire
from surveys.operations.tallying import fold_answers
from surveys.operations.waves import close_wave, open_wave
from surveys.results.signs import signs_of

ORDER = 21
VENUES = (("hongmei", "演示：红梅街道一处分类投放点"), ("lanling", "演示：兰陵街道一处分类投放点"))
ANSWERS, OPEN_ANSWERS, SEED = 110, 12, 2027


def build(*, people: dict[str, User], now: datetime) -> None:
    definition = library_definition("community")
    load_questionnaire(definition=definition | {"code": "sorting_point"})
    administrator, chance = people["administrator"], random.Random(SEED)  # noqa: S311 - invented answers
    title, title_en = (f"{before}{definition['title'][name]}" for before, name in (("演示：", "zh"), ("Demo: ", "en")))
    survey = demo_survey("sorting-point", title, title_en, number=2, questionnaire_code="sorting_point")
    places = [
        add_place(survey=survey, venue=Venue(Area.objects.get(code=code), name), actor=administrator, now=now)
        for code, name in VENUES
    ]
    opened = now - timedelta(days=40)
    past = _opened(survey, 1, administrator, opened, now - timedelta(days=20))
    _answers(past, places, chance, ANSWERS, opened + timedelta(days=1))
    close_wave(wave=past, actor=administrator, now=past.closes_at)
    _published(past, people, past.closes_at)
    wave = _opened(survey, 2, administrator, now - timedelta(days=3), now + timedelta(days=27))
    _answers(wave, places, chance, OPEN_ANSWERS, now)
    fold_answers(wave=wave)


def _opened(survey: Survey, number: int, actor: User, opened: datetime, closes: datetime) -> Wave:
    survey.refresh_from_db()
    wave = Wave.objects.create(survey=survey, number=number, opens_at=opened, closes_at=closes)
    return open_wave(wave=wave, actor=actor, now=opened)


def _published(wave: Wave, people: dict[str, User], now: datetime) -> None:
    for flag in Flag.objects.filter(response__wave=wave, state=FlagState.OPEN):
        reason = "演示：答案相同，情况属实"
        decide_flag(flag=flag, state=FlagState.KEPT, reason=reason, actor=people["reviewer"], now=now)
    prepare_estimates(wave=wave, actor=people["department-env"], now=now)
    publish_questions(wave=wave, actor=people["reviewer"], now=now)
    concern = {"concern": "演示：晚上下班后来不及投放", "concern_en": "Demo: no time to drop off after work"}
    row = name_concern(wave=wave, **concern, actor=people["administrator"], now=now)
    given = {"answer": "演示：两处投放点晚间延长到 21 时。", "answer_en": "Demo: both points stay open until 21:00."}
    given |= {"office": Department.objects.order_by("position").first(), "due_on": (now + timedelta(days=60)).date()}
    promise(commitment=row, **given, actor=people["administrator"], now=now)


def _answers(wave: Wave, places: list[Place], chance: random.Random, number: int, moment: datetime) -> None:
    questionnaire = wave.version.questionnaire
    for index in range(number):
        place = chance.choice(places)
        answers = _invented(chance, place.area.code)
        sheet = Sheet(f"own-{wave.number}-{index}", answers, signs_of(questionnaire, answers, chance.uniform(60, 240)))
        take_answer(
            wave=wave, sheet=sheet, arrival=Arrival(Channel.PLACE, place.mode, place), actor=AnonymousUser(), now=moment
        )


def _invented(chance: random.Random, area: str) -> dict[str, list[str]]:
    def one(*codes: str, weights: tuple[int, ...]) -> list[str]:
        return chance.choices(codes, weights)

    def content(weights: tuple[int, ...]) -> list[str]:
        return one("satisfied", "fairly_satisfied", "rather_dissatisfied", "dissatisfied", "unclear", weights=weights)

    lacks = [code for code, share in (("a1", 35), ("a2", 30), ("a3", 45), ("a4", 60)) if chance.uniform(0, 100) < share]
    order = sorted(("a1", "a2", "a3", "a4"), key=lambda code: chance.gauss(["a1", "a3", "a4", "a2"].index(code), 1.6))
    return {
        "q1": [area],
        "q2": one("a1", "a2", "a3", "a4", weights=(50, 32, 14, 4)),
        "q3": one("easy", "fairly_easy", "rather_hard", "hard", "unclear", weights=(32, 36, 18, 8, 6)),
        "q4": content((38, 40, 12, 5, 5)),
        "q5": content((48, 34, 7, 3, 8)),
        "q6": lacks or ["a6"],
        "q7": order[: chance.choice((2, 3, 4, 4))],
    }
