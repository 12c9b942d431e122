"""A district's own survey: one question of each kind, answered by a crowd in every mode."""

from itertools import cycle

from django.contrib.auth.models import AnonymousUser

from surveys.enums import Mode
from surveys.models import Wave
from surveys.operations.answering import Arrival, Sheet, take_answer
from surveys.operations.questionnaires import load_questionnaire
from tests.factories.surveys import NOW, SurveyFactory, WaveFactory

SCALE = [
    ("good", 2, "好", "Good"),
    ("fair", 1, "较好", "Fair"),
    ("poor", -1, "较差", "Poor"),
    ("bad", -2, "差", "Bad"),
    ("unclear", None, "说不清", "Cannot say"),
]


def words(zh: str, en: str = "") -> dict[str, str]:
    return {"zh": zh, "en": en or zh}


def options(*pairs: tuple[str, str]) -> list[dict]:
    return [{"code": code, "text": words(text, code)} for code, text in pairs]


def question(id_: str, kind: str, zh: str, **more) -> dict:
    return {"id": id_, "kind": kind, "required": True, "text": words(zh, f"{id_}?")} | more


DEFINITION = {
    "code": "market",
    "title": words("菜市场分类调查", "Market survey"),
    "introduction": words("七道题。", "Seven questions."),
    "minutes": 2,
    "scales": {
        "five": [
            {"code": code, "text": words(zh, en)} | ({} if polarity is None else {"polarity": polarity})
            for code, polarity, zh, en in SCALE
        ]
    },
    "items": [
        question(
            "age",
            "single",
            "您的年龄段？",
            dimension="age",
            options=options(("young", "60 岁以下"), ("old", "60 岁及以上")),
        ),
        question("area", "place", "您住在哪里？", dimension="area"),
        question("mode", "single", "您多久来一次？", options=options(("daily", "每天"), ("weekly", "每周"))),
        question("_1_name", "multiple", "您做过哪些？", options=options(("sort", "分类"), ("bag", "自带袋"))),
        question("tidy", "satisfaction", "市场整洁吗？", scale="five"),
        question("score", "rating", "给市场打几分？", low=words("最差"), high=words("最好"), unclear=True),
        question("visits", "number", "上个月来了几次？", minimum=0, maximum=500),
        question("since", "date", "哪天开始来的？"),
        question(
            "first",
            "ranking",
            "最该先做哪几件？",
            options=options(("bins", "多设桶"), ("hours", "延长时间"), ("signs", "标识更清楚")),
            maximum=2,
        ),
        question("wish", "text", "还有什么要说？", required=False, max_length=100),
    ],
}


def own_wave(**more) -> Wave:
    load_questionnaire(definition=DEFINITION)
    survey = SurveyFactory(slug="market", title="菜市场分类调查", title_en="Market survey", questionnaire_code="market")
    return WaveFactory(survey=survey, **more)


def given(number: int) -> dict[str, list[str]]:
    """The answers of one person of the crowd, each time the same."""
    return {
        "age": ["old" if number % 4 == 0 else "young"],
        "area": ["hongmei"],
        "mode": ["daily" if number % 3 else "weekly"],
        "_1_name": ["sort", "bag"] if number % 2 else ["sort"],
        "tidy": [SCALE[number % 5][0]],
        "score": ["unclear" if number % 10 == 0 else str(number % 11)],
        "visits": [str(number % 30)],
        "since": [f"2026-0{1 + number % 6}-15"],
        "first": [["bins", "hours"], ["bins"], ["hours", "signs"]][number % 3],
    }


def answered_own(wave: Wave, number: int) -> None:
    """In all modes by turns."""
    ways = cycle([Arrival(), *(Arrival(mode=mode, entered_by_staff=True) for mode in (Mode.ASSISTED, Mode.PAPER))])
    for place, arrival in zip(range(number), ways, strict=False):
        sheet = Sheet(f"own-{wave.pk}-{place}", given(place))
        take_answer(wave=wave, sheet=sheet, arrival=arrival, actor=AnonymousUser(), now=NOW)
