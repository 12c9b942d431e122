"""演示: an open resident survey with codes in two streets and some dozens of answers, by the real operations."""

import random
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import User
from portal.directory.models import Area, Department
from surveys.enums import Admission, Channel, FlagState
from surveys.models import Flag, Place, QuestionnaireVersion, SampleTarget, Survey, Wave
from surveys.operations.answering import Arrival, Sheet, take_answer
from surveys.operations.collection import Venue, add_place
from surveys.operations.commitments import finish_commitment, name_concern, promise
from surveys.operations.estimates import decide_estimate, prepare_estimates
from surveys.operations.flags import decide_flag
from surveys.operations.questionnaires import load_questionnaires
from surveys.operations.tallying import fold_answers
from surveys.operations.waves import close_wave, open_wave, set_admission
from surveys.results.signs import signs_of

ORDER = 20
VENUES = (
    ("hongmei", "演示：红梅公园东门"),
    ("hongmei", "演示：红梅街道便民服务中心"),
    ("lanling", "演示：兰陵街道菜市场"),
    ("lanling", "演示：兰陵街道文化站"),
)
TARGETS = {"a18_29": 8, "a30_44": 12, "a45_59": 12, "a60": 16}
PAST_ANSWERS, ANSWERS = 120, 48
SEED = 2026


def build(*, people: dict[str, User], now: datetime) -> None:
    load_questionnaires()
    administrator, reviewer = people["administrator"], people["reviewer"]
    chance = random.Random(SEED)  # noqa: S311 - invented answers, the same each time
    title, title_en = "演示：无废城市居民调查", "Demo: zero-waste city survey for residents"
    survey = demo_survey("resident", title, title_en, questionnaire_code="resident")
    title, title_en = "演示：无废城市单位调查", "Demo: zero-waste city survey for organisations"
    facts = {"questionnaire_code": "organisation", "audience": "organisations"}
    units = demo_survey("organisation", title, title_en, **facts)
    _by_invitation(units, administrator, now)
    officers = {"hongmei": people["officer-hongmei"], "lanling": people["officer-lanling"]}
    places = [_place(survey, code, venue, officers[code], now) for code, venue in VENUES]
    past = _opened(survey, 1, administrator, opened=now - timedelta(days=60), closes=now - timedelta(days=30))
    _answers(past, places, chance, PAST_ANSWERS, past.opens_at + timedelta(days=1))
    close_wave(wave=past, actor=administrator, now=past.closes_at)
    for flag in Flag.objects.filter(response__wave=past, state=FlagState.OPEN):
        reason = "演示：答得比读题还快"
        decide_flag(flag=flag, state=FlagState.EXCLUDED, reason=reason, actor=reviewer, now=past.closes_at)
    for estimate in prepare_estimates(wave=past, actor=people["department-env"], now=past.closes_at):
        decide_estimate(estimate=estimate, publish=True, reason="", actor=reviewer, now=now - timedelta(days=20))
    _replied(past, administrator, now - timedelta(days=20))
    wave = _opened(survey, 2, administrator, opened=now - timedelta(days=5), closes=now + timedelta(days=25))
    _answers(wave, places, chance, ANSWERS, now)
    fold_answers(wave=wave)


def _replied(wave: Wave, actor: User, now: datetime) -> None:
    """One concern that is promised for a day, one that is done."""
    office = Department.objects.order_by("position").first()
    concerns = (
        (
            "演示：旧家具没处放",
            "Demo: nowhere to put old furniture",
            "演示：红梅、兰陵两个街道各增设一处大件垃圾投放点。",
            "Demo: two bulky waste points, one in Hongmei and one in Lanling.",
        ),
        (
            "演示：投放时间太短",
            "Demo: drop-off hours are too short",
            "演示：晚间投放延长到 21 时。",
            "Demo: evening drop-off now lasts until 21:00.",
        ),
    )
    for place, (concern, concern_en, answer, answer_en) in enumerate(concerns):
        row = name_concern(wave=wave, concern=concern, concern_en=concern_en, actor=actor, now=now)
        due_on = (now + timedelta(days=60)).date()
        given = {"answer": answer, "answer_en": answer_en, "office": office, "due_on": due_on}
        row = promise(commitment=row, **given, actor=actor, now=now)
        if place:
            proof = "演示：红梅公园东门投放点的告示牌"
            finish_commitment(commitment=row, proof=proof, actor=actor, now=now + timedelta(days=10))


def demo_survey(slug: str, title: str, title_en: str, *, number: int = 1, **facts: str) -> Survey:
    """As the acceptance seed asks for it too. `number`: of the form and of its approval; `facts`: questionnaire and audience."""
    office = f"演示：{settings.DISTRICT.name}无废城市建设工作专班"
    return Survey.objects.create(
        slug=slug,
        title=title,
        title_en=title_en,
        form_number=f"演示 {number} 表",
        issuer=office,
        approval_number=f"演示〔2026〕{number} 号",
        valid_until="2099-12-31",
        privacy_version="演示 1",
        handler=office,
        contact="演示：0519-00000000",
        **facts,
    )


def _place(survey: Survey, area: str, name: str, actor: User, now: datetime) -> Place:
    return add_place(survey=survey, venue=Venue(Area.objects.get(code=area), name), actor=actor, now=now)


def _opened(survey: Survey, number: int, actor: User, *, opened: datetime, closes: datetime) -> Wave:
    survey.refresh_from_db()
    wave = Wave.objects.create(survey=survey, number=number, opens_at=opened, closes_at=closes)
    for area in Area.objects.filter(code__in={code for code, _ in VENUES}):
        SampleTarget.objects.bulk_create(
            SampleTarget(wave=wave, area=area, age=age, wanted=wanted) for age, wanted in TARGETS.items()
        )
    return open_wave(wave=wave, actor=actor, now=opened)


def _by_invitation(survey: Survey, actor: User, now: datetime) -> None:
    """Only units that were drawn may answer; the links are made on the fieldwork page."""
    opens, closes = now - timedelta(days=2), now + timedelta(days=28)
    wave = Wave.objects.create(survey=survey, number=1, opens_at=opens, closes_at=closes)
    reason = "演示：抽样调查，只请抽中的单位"
    set_admission(wave=wave, admission=Admission.INVITED, reason=reason, actor=actor, now=opens)
    survey.refresh_from_db()
    open_wave(wave=wave, actor=actor, now=opens)


def _answers(wave: Wave, places: list[Place], chance: random.Random, number: int, moment: datetime) -> None:
    questionnaire = QuestionnaireVersion.objects.get(pk=wave.version_id).questionnaire
    wave.version.questionnaire = questionnaire
    for index in range(number):
        place = chance.choice(places)
        answers = _invented(chance, place.area.code)
        sheet = Sheet(f"demo-{wave.number}-{index}", answers, signs_of(questionnaire, answers, chance.uniform(6, 240)))
        arrival = Arrival(Channel.PLACE, place.mode, place)
        take_answer(wave=wave, sheet=sheet, arrival=arrival, actor=AnonymousUser(), now=moment)


def _invented(chance: random.Random, area: str) -> dict[str, list[str]]:
    def one(**weights: int) -> list[str]:
        return chance.choices(list(weights), list(weights.values()))

    def some(*codes: str) -> list[str]:
        return chance.sample(codes, chance.randint(1, len(codes)))

    scale = {"satisfied": 45, "fairly_satisfied": 38, "rather_dissatisfied": 8, "dissatisfied": 3, "unclear": 6}
    return {
        "residence": ["six_months"],
        "age": one(a14_17=2, a18_29=18, a30_44=26, a45_59=26, a60=28),
        "home": [area],
        "awareness": one(knows=40, heard=45, unaware=15),
        "channels": chance.choices(
            [some("community_event", "home_visit", "notice_board", "internet"), ["nowhere"]], [92, 8]
        )[0],
        "medicine": one(hazardous=78, kitchen=6, sell=6, unclear=10),
        "lamp": one(hazardous=72, recyclable=14, broken=4, unclear=10),
        "furniture": one(booked=80, beside_bin=12, staircase=2, unclear=6),
        "actions": chance.choices([some("sorting", "donating", "own_bag", "clean_plate"), ["nothing"]], [95, 5])[0],
        "facilities": one(**scale),
        "response": one(**scale),
        "overall": one(**scale),
        "wish": one(**{"演示：多设投放点": 1, "演示：时间再长些": 1}),
    }
