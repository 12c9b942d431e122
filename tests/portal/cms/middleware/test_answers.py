"""The one page that says why a step was not taken."""

import pytest
from django.utils import translation

from portal.cms.middleware.answers import refused_steps
from portal.cms.views.errors import refused
from portal.procedure.refusals import Kind, Refused
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
WORDS = "写了很久的意见"


@pytest.fixture
def sent(rf):
    def post(refusal, language="zh-hans", referer="http://testserver/cells/cases/1/?tab=2"):
        request = rf.post("/cells/cases/1/accept/", {"note": WORDS, "revision": "3"}, headers={"referer": referer})
        request.user, request.session = UserFactory(), {}
        with translation.override(language):
            answer = refused(request, refusal)
        return answer.status_code, answer.content.decode()

    return post


@pytest.mark.parametrize(
    ("refusal", "status", "chinese", "english"),
    [
        (Refused(Kind.CLOSED, "已受理"), 409, "目前为“已受理”", "It stands at “已受理” now"),
        (Refused(Kind.CLOSED), 409, "这一步已有人办理", "Someone has taken this step already"),
        (Refused(Kind.STALE), 409, "您打开后，其他人修改过。", "Someone else changed this after you had opened it."),
        (Refused(Kind.UNFIT, "请写明理由。", "reason"), 422, "请写明理由。", "Nothing was changed yet"),
    ],
)
def test_what_is_in_the_way_is_said_with_its_status(sent, refusal, status, chinese, english):
    assert (sent(refusal)[0], chinese in sent(refusal)[1]) == (status, True)
    assert english in sent(refusal, "en")[1]


def test_what_was_written_stands_on_the_page_and_codes_do_not(sent):
    _status, page = sent(Refused(Kind.STALE))
    assert f"<p>{WORDS}</p>" in page
    assert "<p>3</p>" not in page


@pytest.mark.parametrize(
    ("referer", "is_there"),
    [("http://testserver/cells/cases/1/", True), ("http://elsewhere.example/cells/cases/1/", False), ("", False)],
)
def test_the_way_back_leads_to_a_page_of_ours_alone(sent, referer, is_there):
    assert ('href="/cells/cases/1/"' in sent(Refused(Kind.STALE), referer=referer)[1]) is is_there


def test_only_refusals_are_answered_there(rf):
    answered = refused_steps(lambda request: None).process_exception
    assert answered(rf.get("/"), ValueError()) is None
