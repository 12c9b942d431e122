"""A survey of every kind of question for small phones: what it asks, how it is made on the server, what was stored."""

from tests.surveys.questionnaire.samples import option, words

ELDER = {"name": "mode", "value": "elder"}
WECHAT_WINDOW = {"width": 360, "height": 640}
NARROW = {"width": 320, "height": 640}
SCALE = [
    {"code": "satisfied", "polarity": 2, "text": words("满意")},
    {"code": "fairly", "polarity": 1, "text": words("比较满意")},
    {"code": "rather_not", "polarity": -1, "text": words("不太满意")},
    {"code": "dissatisfied", "polarity": -2, "text": words("不满意")},
    {"code": "unclear", "text": words("不清楚")},
]
DEFINITION = {
    "code": "touch",
    "title": words("触屏"),
    "introduction": words("共 6 题，大约 2 分钟。"),
    "minutes": 2,
    "scales": {"satisfaction": SCALE},
    "items": [
        {"id": "part", "kind": "section", "text": words("先问几句您家的情况")},
        {"id": "height", "kind": "number", "required": True, "minimum": 1, "maximum": 180, "text": words("几厘米？")},
        {
            "id": "way",
            "kind": "single",
            "required": True,
            "text": words("怎么扔？"),
            "options": [option("sorts"), option("sells"), option("else", other=True)],
        },
        {"id": "since", "kind": "date", "earliest": "2020-01-01", "latest": "2026-11-30", "text": words("哪天起？")},
        {
            "id": "score",
            "kind": "rating",
            "required": True,
            "unclear": True,
            "text": words("打几分？"),
            "low": words("很差"),
            "high": words("很好"),
        },
        {
            "id": "facilities",
            "kind": "satisfaction",
            "scale": "satisfaction",
            "required": True,
            "text": words("您对住处附近的分类设施、投放时间和垃圾收运的及时程度，总的来说满意不满意？"),
        },
        {"id": "last", "kind": "note", "text": words("还有最后一题。")},
        {"id": "wish", "kind": "text", "max_length": 300, "text": words("最希望改进什么？")},
        {"id": "end", "kind": "note", "text": words("谢谢您。")},
    ],
}
MADE = """
from datetime import timedelta
from portal.clock import now
from surveys.models import Survey, Wave
from surveys.operations.questionnaires import load_questionnaire
from tests.journeys.touch import DEFINITION
version = load_questionnaire(definition=DEFINITION).version
survey = Survey.objects.create(slug="touch", title="触屏", title_en="Touch", questionnaire_code="touch",
    form_number="天无废 9 表", issuer="天宁区生态环境局", approval_number="天统备〔2026〕9 号",
    valid_until="2027-11-24", privacy_version="1", handler="天宁区无废城市建设工作专班", contact="0519-00000000")
Wave.objects.create(survey=survey, number=1, version=version, state="open",
    opens_at=now() - timedelta(days=1), closes_at=now() + timedelta(days=30))
"""
STORED = "from surveys.models import Response; print('rows', Response.objects.filter(wave__survey__slug='touch').order_by('-pk')[0].answers)"
