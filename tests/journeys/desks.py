"""The desks of a cell by their forms alone: what a browser sends, for ways on which nothing hangs on the browser."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cells.models import Application, Certificate, Organisation, PaperAward
from tests.factories.cells import Case
from tests.factories.evidence import upload

DOCUMENT = "天无废办〔2023〕7号"


class Desks:
    """The desks of a file one after the other; who sits at them is said by the case's people."""

    def __init__(self, hand) -> None:
        self.hand = hand

    def step(self, person, case, page: str, step: str, **fields):
        data = {f"{step}-{name}": value for name, value in fields.items()}
        revision = {f"{step}-revision": case.row.revision}
        self.hand(person, case, page, case.row.public_id, step=step, **revision, **data)

    def submitted(self, case):
        self.hand(case.member, case, "application-submit", case.row.public_id, agreed="on", name="王校长")

    def evaluated(self, case):
        self.step(case.people.officer, case, "review-show", "accept", note="齐全")
        self.accepted_and_evaluated(case)

    def accepted_and_evaluated(self, case):
        people = case.people
        self.step(people.district, case, "decision-show", "accept", note="逐处核对，不是重复申报")
        chosen = [people.first.pk, people.second.pk]
        self.step(people.district, case, "decision-show", "assign", evaluators=chosen)
        case.evaluate_both()

    def in_notice(self, *cases):
        """All of them in one notice."""
        people, last = cases[0].people, cases[-1]
        for case in cases:
            self.step(people.district, case, "decision-show", "decide", level="demo", reasons="材料齐全，现场相符。")
        chosen = [str(case.row.public_id) for case in cases]
        self.hand(people.district, last, "notice-prepare", applications=chosen)

    def certified(self, *cases):
        for case in cases:
            case._fresh().later(days=12)
            self.hand(case.people.deputy, case, "certificate-issue", case.row.public_id)
            case.certificate = Certificate.objects.get(application=case.row)

    def all_the_way(self, *cases):
        for case in cases:
            self.submitted(case)
            self.evaluated(case)
        self.in_notice(*cases)
        self.certified(*cases)


def begun(people, hand, case_like, member, name: str) -> Case:
    """The file that a unit of this name starts on its page."""
    row = Organisation.objects.get(name=name)
    hand(member, case_like, "application-start", row.public_id)
    return Case.of(people, Application.objects.get(organisation=row), member, case_like.now)


class Clock:
    """Before there is a file: the time of what is done."""

    def __init__(self, now):
        self.now = now

    def _fresh(self):
        return self


def _table(*rows: str) -> SimpleUploadedFile:
    head = "统一社会信用代码,文号,发证单位,等级,认定日期,有效期至"
    return SimpleUploadedFile("纸质.csv", "\n".join([head, *rows]).encode())


def come_in(shop, first, second) -> Certificate:
    """Tried as a table, entered, its scan added, and confirmed by the second person."""
    good = f"{shop.credit_code},{DOCUMENT},天宁区领导小组,,2023年5月18日,2027-05-17"
    tried = first.post(reverse("cells:award-import"), {"file": _table(good, "短,二号,某单位,,2030-01-01,")})
    for words in ("没有单位以此代码登记", "这一天还没有到"):
        assert words in tried.content.decode()
    assert not PaperAward.objects.exists()
    assert first.post(reverse("cells:award-import"), {"rows": tried.context["payload"]}).status_code == 200
    show = reverse("cells:award-show", args=[PaperAward.objects.get().public_id])
    answer = {"step": "answer", "answer-verdict": "confirm", "answer-answer": "一致"}
    assert "由另一位审核人员确认" in first.get(show).content.decode()
    assert [client.post(show, answer).status_code for client in (first, second)] == [409, 422]
    assert first.post(show, {"step": "scan", "scan-scan": upload()}).status_code == 302
    assert second.get(f"{show}scan/").status_code == 200
    assert second.post(show, answer).status_code == 302
    return Certificate.objects.get()
