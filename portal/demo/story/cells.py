"""Demonstration of the certification: six units on their way, every name marked 演示."""

import io
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from importlib.resources import files

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from cells.enums import CriterionKind, MarkState
from cells.models import Application, UnitType
from cells.operations.certification import issue_certificate
from cells.operations.decision import decide_application
from cells.operations.evaluation import assign_evaluators, save_evaluation, submit_evaluation
from cells.operations.filing import Entry, attach_evidence, save_answers, start_application, submit_application
from cells.operations.notice import open_notice
from cells.operations.organisation import register_organisation
from cells.operations.prereview import accept_application, prereview_application, return_application
from cells.operations.rubrics import load_rubrics
from cells.queries.filing import needs_evidence
from cells.rubric.criteria import Count, Criterion, Deduct, Steps
from cells.validators import check_character
from portal.demo.story.experts import enlist_experts
from portal.directory.models import Area
from portal.evidence.operations import clean_upload

ORDER = 30
REASONS = "演示：材料齐全，现场与申报相符，两位专家意见一致。"


class Stage(IntEnum):
    """How far a unit has come."""

    DRAFT = 0
    SUBMITTED = 1
    RETURNED = 2
    EVALUATING = 3
    IN_NOTICE = 4
    CERTIFIED = 5


@dataclass(frozen=True)
class Unit:
    name: str
    kind: str
    area: str
    member: str
    address: str
    stage: Stage
    started: int  # days ago
    weak: tuple[str, ...] = ()
    skipped: dict[str, str] = field(default_factory=dict)


UNITS = (
    Unit("演示 红梅第一办公楼", "jiguan", "hongmei", "unit-a", "演示路 1 号", Stage.CERTIFIED, 45, ("JG-C2",), {"JG-B4": "无食堂", "JG-D3": "无食堂"}),
    Unit("演示 兰陵小面馆", "restaurant", "lanling", "unit-b", "演示路 2 号", Stage.IN_NOTICE, 32, ("CY-C1", "CY-E2")),
    Unit("演示 实验小学", "school", "hongmei", "unit-b", "演示路 3 号", Stage.EVALUATING, 20, ("XX-B2",), {"XX-D3": "无实验室", "XX-G4": "无实验室"}),
    Unit("演示 水岸社区", "community", "lanling", "unit-c", "演示路 4 号", Stage.RETURNED, 15, ("SQ-C1",)),
    Unit("演示 红梅集贸市场", "market", "hongmei", "unit-c", "演示路 5 号", Stage.SUBMITTED, 6, ("SCH-C2",)),
    Unit("演示 城北快递网点", "courier", "hongmei", "unit-c", "演示路 6 号", Stage.DRAFT, 2),
)  # fmt: skip


def build(*, people: dict, now: datetime) -> None:
    load_rubrics(actor=None, now=now)
    enlist_experts(people=people, now=now)
    plate = clean_upload(SimpleUploadedFile("演示.jpg", draw_plate(), "image/jpeg"))
    for number, unit in enumerate(UNITS, 1):
        _Journey(people, unit, number, now, plate).walk()


def draw_plate() -> bytes:
    """A drawn picture that says what it is."""
    font = str(files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf")
    image = Image.new("RGB", (960, 720), "#E4F1EC")
    draw = ImageDraw.Draw(image)
    draw.rectangle((40, 40, 920, 680), outline="#0B6B50", width=6)
    draw.text((480, 330), "演示", font=ImageFont.truetype(font, 160), fill="#07483A", anchor="mm")
    draw.text((480, 500), "此图为绘制，不是现场照片", font=ImageFont.truetype(font, 44), fill="#4A5A51", anchor="mm")
    file = io.BytesIO()
    image.save(file, "JPEG", quality=80)
    return file.getvalue()


class _Journey:
    """One unit, step by step, each on its own day."""

    def __init__(self, people: dict, unit: Unit, number: int, now: datetime, plate) -> None:
        self.people, self.unit, self.now, self.plate = people, unit, now, plate
        self.member = people[unit.member]
        self.officer = people[f"officer-{unit.area}"]
        self.start = now - timedelta(days=unit.started)
        self.organisation = register_organisation(actor=self.member, fields=self._fields(number), now=self.start)
        self.row = start_application(actor=self.member, organisation=self.organisation, now=self.start)

    def walk(self) -> None:
        stage = self.unit.stage
        self._fill(half=stage == Stage.DRAFT)
        if stage >= Stage.SUBMITTED:
            submit_application(actor=self.member, application=self.row, name=self.member.name, now=self._on(1))
        if stage == Stage.RETURNED:
            self._return()
        if stage >= Stage.EVALUATING:
            self._evaluate(both=stage > Stage.EVALUATING)
        if stage >= Stage.IN_NOTICE:
            self._certify(issue=stage == Stage.CERTIFIED)

    def _fields(self, number: int) -> dict:
        body = f"12320402DEM0{number:05d}"
        return {
            "name": self.unit.name,
            "credit_code": body + check_character(body),
            "unit_type": UnitType.objects.get(code=self.unit.kind),
            "area": Area.objects.get(code=self.unit.area),
            "community": None,
            "address": self.unit.address,
        }

    def _on(self, days: int) -> datetime:
        return min(self.start + timedelta(days=days), self.now)

    def _case(self) -> dict:
        """The case as it is now, with the revision that one has seen."""
        self.row = Application.objects.get(pk=self.row.pk)
        return {"application": self.row, "revision": self.row.revision}

    def _entries(self) -> list[Entry]:
        return [self._entry(criterion) for criterion in self.row.rubric.sheet.criteria.values()]

    def _entry(self, criterion: Criterion) -> Entry:
        if criterion.code in self.unit.skipped:
            return Entry(criterion.code, MarkState.NOT_APPLICABLE, {}, f"演示：{self.unit.skipped[criterion.code]}")
        if criterion.kind == CriterionKind.BONUS and not criterion.code.endswith("1"):
            return Entry(criterion.code, MarkState.UNANSWERED)
        return Entry(criterion.code, MarkState.GIVEN, answer(criterion, is_weak=criterion.code in self.unit.weak))

    def _fill(self, *, half: bool) -> None:
        entries = self._entries()
        entries = entries[: len(entries) // 2] if half else entries
        common = {"actor": self.member, "application": self.row, "now": self.start}
        save_answers(**common, entries=entries)
        for entry in entries:
            if entry.state == MarkState.GIVEN and needs_evidence(self.row.rubric.sheet.criteria[entry.criterion]):
                attach_evidence(**common, criterion=entry.criterion, uploads=[self.plate])

    def _return(self) -> None:
        note = "演示：照片看不清标识，请补拍。"
        return_application(actor=self.officer, **self._case(), items=list(self.unit.weak), note=note, now=self._on(3))

    def _evaluate(self, *, both: bool) -> None:
        reviewer, experts = self.people["reviewer"], [self.people["evaluator-1"], self.people["evaluator-2"]]
        prereview_application(actor=self.officer, **self._case(), note="演示：材料齐全。", now=self._on(3))
        accept_application(actor=reviewer, **self._case(), note="演示：图片为同一张演示图。", now=self._on(5))
        assign_evaluators(actor=reviewer, **self._case(), evaluators=experts, now=self._on(6))
        for expert in experts if both else experts[:1]:
            row = self.row.assignments.get(evaluator=expert).evaluation
            common = {"actor": expert, "now": self._on(12)}
            saved = save_evaluation(**common, evaluation=row, entries=self._entries(), revision=row.revision)
            submit_evaluation(**common, evaluation=saved, revision=saved.revision)

    def _certify(self, *, issue: bool) -> None:
        reviewer, opened = self.people["reviewer"], self._on(16) if issue else self.now
        decide_application(actor=reviewer, **self._case(), level="demo", reasons=REASONS, now=self._on(15))
        open_notice(actor=reviewer, applications=[self._case()["application"]], now=opened)
        if issue:
            issue_certificate(actor=self.people["reviewer-2"], application=self.row, now=self._on(28))


def answer(criterion: Criterion, *, is_weak: bool) -> dict:
    """A good answer; a weak one where the unit falls short."""
    method = criterion.method
    if method.entry == "met":
        return {"met": not is_weak}
    if method.entry == "several":
        return {"chosen": [option.code for option in method.options][: 1 if is_weak else None]}
    if method.entry == "one":
        return {"chosen": [method.options[1 if is_weak else 0].code]}
    return {"number": format(_number(criterion, is_weak=is_weak).normalize(), "f")}


def _number(criterion: Criterion, *, is_weak: bool) -> Decimal:
    method = criterion.method
    if isinstance(method, Deduct):
        return Decimal(1 if is_weak else 0)
    if isinstance(method, Count):
        return Decimal(1) if is_weak else criterion.points / method.each
    if isinstance(method, Steps):
        return method.tiers[-1 if is_weak else 0].at_least
    return Decimal(82 if is_weak else 96)
