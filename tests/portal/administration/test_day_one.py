"""The security administrator's first day: from a password to sixty people in their offices, in at most twenty pages."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.accounts import sms
from portal.accounts.models import Grant, User
from portal.accounts.roles import Role
from portal.directory.models import Department
from portal.directory.operations import load_plan
from portal.directory.queries import towns_and_streets
from portal.inbox.enums import State
from portal.inbox.models import OutgoingMessage
from portal.ledger.models import Entry
from tests.factories.accounts import PASSWORD, GrantFactory, ask_code, try_password, with_second_factor
from tests.portal.accounts.test_door import totp

pytestmark = pytest.mark.any_database
MOST_PAGES, PEOPLE = 20, 60
IMPORT = reverse("administration:account-import")
HEAD = "姓名,角色,板块,部门,手机号码"


class Walk(Client):
    """A browser that counts the pages it shows: what leads on at once is none."""

    pages = 0

    def request(self, **request):
        answer = super().request(**request)
        self.pages += answer.status_code not in {301, 302, 303}
        return answer


def roster() -> list[str]:
    """Two officers a place, one an office of the plan, and whoever the district needs, to sixty."""
    rows = [(Role.STREET_OFFICER, place.label, "") for place in towns_and_streets() for _ in range(2)]
    rows += [(Role.DEPARTMENT_OFFICER, "", office.label) for office in Department.objects.all()]
    needed = {Role.DISTRICT_ADMINISTRATOR: 2, Role.AUDITOR: 1, Role.EDITOR: 2, Role.DISTRICT_REVIEWER: 3}
    rows += [(role, "", "") for role, number in needed.items() for _ in range(number)]
    rows += [(Role.EVALUATOR, "", "")] * (PEOPLE - len(rows))
    return [
        f"王{chr(0x4E00 + number)},{role.label},{area},{office},138{number:08d}"
        for number, (role, area, office) in enumerate(rows)
    ]


def second_factor(client) -> None:
    page = client.get("/account/2fa/totp/activate/")
    assert client.post("/account/2fa/totp/activate/", {"code": totp(page.context["form"].secret)}).status_code == 302


def comes_in(message) -> None:
    """Whom the text reached signs in with a code to the same number; a name was made of letters."""
    assert message.state == State.SENT
    (phone, text), colleague = sms.sent[-1], Client()
    assert "/account/login/" in text
    ask_code(colleague, phone)
    code = re.search(r"[0-9]{6}", sms.sent[-1][1])[0]
    assert colleague.post(reverse("account_confirm_login_code"), {"code": code}).status_code == 302
    assert colleague.get(reverse("inbox:task-list"))["Location"].endswith("/account/2fa/")
    assert message.user.username.startswith("wang")


@pytest.mark.django_db(transaction=True)
def test_sixty_people_in_at_most_twenty_pages():
    load_plan()
    security = GrantFactory(role=Role.SECURITY_ADMINISTRATOR, user__username="first").user
    walk = Walk()
    walk.get(reverse("account_login"))
    assert try_password(walk, "first", PASSWORD)
    second_factor(walk)
    wanting = walk.get(reverse("upkeep:first-day-show")).content.decode()
    assert "0/2" in wanting
    walk.get(reverse("administration:account-list"))
    walk.get(IMPORT)
    file = SimpleUploadedFile("名单.csv", "\r\n".join([HEAD, *roster()]).encode())
    tried = walk.post(IMPORT, {"file": file})
    assert tried.context["wrong"] == []
    taken = walk.post(IMPORT, {"rows": tried.context["payload"]})
    assert "60" in walk.get(taken.url).content.decode()
    done = walk.get(reverse("upkeep:first-day-show")).context["rows"]
    assert [row.missing for row in done if row.is_own] == [[], [], []]
    assert 5 < walk.pages <= MOST_PAGES
    assert Grant.objects.exclude(user=security).count() == PEOPLE
    assert Entry.objects.filter(action="role.grant").count() == PEOPLE
    assert OutgoingMessage.objects.count() == PEOPLE
    comes_in(OutgoingMessage.objects.first())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "wrong", "made"),
    [
        (["张三,审计员,,,", "张三,内容编辑,,,"], [False, True], 1),
        (["张三,内容编辑,,,", "张三,区级审核员,,,"], [False, False], 1),
        (["张三,内容编辑,,,13800138000", "张三,内容编辑,,,13800138001"], [False, False], 2),
        (["张三,内容编辑,,,13800138000", "李四,内容编辑,,,13800138000"], [False, True], 1),
        (["张三,镇街干事,,,", "李四,没有的角色,,,"], [True, True], 0),
    ],
)
def test_a_row_is_judged_by_itself_and_beside_the_others(rows, wrong, made):
    client = Client()
    client.force_login(with_second_factor(GrantFactory(role=Role.SECURITY_ADMINISTRATOR).user))
    before = User.objects.count()
    tried = client.post(IMPORT, {"file": SimpleUploadedFile("名单.csv", "\r\n".join([HEAD, *rows]).encode())})
    judged = sorted(tried.context["rows"], key=lambda row: row.number)
    assert [bool(row.errors) for row in judged] == wrong
    client.post(IMPORT, {"rows": tried.context["payload"]})
    assert User.objects.count() - before == made
