"""A campaign with its events, through the same operations as everyone's; all of it says 演示."""

import datetime as dt
import io
import uuid

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from wagtail.models import Site

from campaigns import operations
from campaigns.models import CampaignIndexPage, CampaignPage
from campaigns.operations import Filing, Proof
from portal.directory.models import Area, Community
from portal.evidence.operations import clean_upload

ORDER = 10
INK, PAPER, JADE = (22, 33, 27), (251, 250, 246), (11, 107, 80)
HELD = [
    # days ago, street, title, type, people, how counted, verified
    (30, "hongmei", "演示：翠竹社区垃圾分类宣讲", "talk", 86, "signed_in", True),
    (9, "hongmei", "演示：红梅公园旧衣换绿植", "exchange", 210, "estimated", False),
    (24, "lanling", "演示：兰陵街道无废细胞培训", "training", 42, "signed_in", True),
    (16, "lanling", "演示：校园“光盘”知识竞答", "quiz", 130, "scanned", True),
    (6, "lanling", "演示：有害垃圾集中回收日", "volunteer", 64, "estimated", True),
]
COMING = [
    (4, "hongmei", "演示：社区可回收物交换集市", "stall", "带上洗净的瓶罐和纸张，换一盆绿植。"),
    (11, "lanling", "演示：走进餐厨垃圾处置中心", "visit", "现场看一看厨余垃圾去了哪里，限四十人。"),
]
ESTATES = [
    # street, kind, name, story, recognised
    ("hongmei", "model", "演示：翠竹新村", "演示：撤桶并点，定时投放；志愿者早晚各守两小时。", True),
    ("hongmei", "standard", "演示：红梅花园", "演示：投放点加装洗手池和照明。", True),
    ("lanling", "model", "演示：兰陵小区", "演示：正在改造投放点。", False),
]
WORDS = "<p>这是演示内容。专题期间，各镇街走进社区、学校和商场，讲清四类垃圾怎么分，也把旧衣、旧书和电器换个去处。</p>"


def build(*, people, now) -> None:
    campaign = make_campaign(now)
    officers = {"hongmei": people["officer-hongmei"], "lanling": people["officer-lanling"]}
    for days, street, title, kind, reached, counting, is_verified in HELD:
        facts = _facts(now - dt.timedelta(days=days), street, title, kind, campaign)
        facts |= {
            "people_reached": reached,
            "counting": counting,
            "leaflets": reached,
            "outcome": "演示：现场解答分类问题。",
        }
        proof = Proof(kind="sign_in", upload=clean_upload(sheet(reached)))
        filing = Filing(key=uuid.uuid4(), facts=facts, proofs=[proof])
        event = operations.report_event(actor=officers[street], now=now, area=_area(street), filing=filing)
        if is_verified:
            operations.verify_event(actor=people["reviewer"], now=now, event=event)
    for days, street, title, kind, description in COMING:
        facts = _facts(now + dt.timedelta(days=days), street, title, kind, campaign)
        facts |= {"description": f"演示：{description}", "announced": True}
        facts |= {"seats": 40, "takes_check_ins": True} if kind == "visit" else {}
        filing = Filing(key=uuid.uuid4(), facts=facts)
        operations.plan_event(actor=officers[street], now=now, area=_area(street), filing=filing)
    make_estates(officers, people["reviewer"], now)
    operations.compare_photos()


def make_estates(officers, reviewer, now) -> None:
    """A model recognised in one street, another still in preparation, an estate that reaches the standard."""
    for street, kind, name, story, is_recognised in ESTATES:
        facts = {"name": name, "name_en": "", "kind": kind, "households": 600, "story": story, "story_en": ""}
        facts["community"] = Community.objects.filter(area__code=street).first()
        estate = operations.propose_estate(actor=officers[street], now=now, area=_area(street), facts=facts)
        if is_recognised:
            day = (now - dt.timedelta(days=60)).date()
            operations.recognise_estate(actor=reviewer, now=now, estate=estate, recognised_on=day, version=1)


def make_campaign(now) -> CampaignPage:
    """The campaign list and one published campaign below the site's first page."""
    root = Site.objects.get(is_default_site=True).root_page
    index = CampaignIndexPage.objects.child_of(root).first() or root.add_child(
        instance=CampaignIndexPage(
            title="宣传专题", slug="campaigns", summary=f"{settings.DISTRICT.name}正在做的和做过的无废城市宣传专题。"
        )
    )
    day = now.date()
    page = CampaignPage(
        title=f"演示：无废{settings.DISTRICT.name.removesuffix('区')}，从家开始",
        slug="demo-zero-waste-home",
        summary="演示专题：各镇街走进社区，讲清分类，交换旧物。",
        starts_on=day - dt.timedelta(days=40),
        ends_on=day + dt.timedelta(days=50),
        themes=["sorting", "reuse"],
        audiences=["communities", "families", "schools"],
        partners="演示：区生态环境局、区城管局、各镇街道",
        body=[
            {"type": "paragraph", "value": WORDS},
            {"type": "events", "value": {"title": "即将举办", "which": "coming", "limit": 6}},
            {"type": "events", "value": {"title": "做过的活动", "which": "past", "limit": 6}},
        ],
    )
    index.add_child(instance=page)
    index.save_revision().publish()
    page.save_revision().publish()
    return page


def sheet(lines: int) -> SimpleUploadedFile:
    """A drawn sign-in sheet: a grid with scribbles, no names."""
    image = Image.new("RGB", (900, 1200), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((60, 50), f"DEMO  {lines}", fill=JADE, font_size=64)
    for number in range(18):
        top = 160 + number * 56
        draw.line([(60, top), (840, top)], fill=INK, width=2)
        wave = [(90 + x, top - 22 + (x * (number + lines)) % 23) for x in range(0, 180 + number * 7, 9)]
        draw.line(wave, fill=INK, width=3)
    file = io.BytesIO()
    image.save(file, "PNG")
    return SimpleUploadedFile("demo-sign-in.png", file.getvalue(), "image/png")


def _facts(moment, street, title, kind, campaign) -> dict:
    start = moment.replace(hour=1, minute=0, second=0, microsecond=0)
    return {
        "title": title,
        "type": kind,
        "channel": "on_site",
        "audiences": ["communities", "families"],
        "campaign": campaign,
        "starts_at": start,
        "ends_at": start + dt.timedelta(hours=2),
        "community": Community.objects.filter(area__code=street).first(),
        "place": "演示广场",
        "organiser": f"演示：{_area(street).name}",
    }


def _area(code: str) -> Area:
    return Area.objects.get(code=code)
