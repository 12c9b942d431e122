"""Surveys: one open, one closed, one still planned, one by invitation."""

from datetime import timedelta

from portal.demo.story.surveys import demo_survey
from portal.directory.models import Area
from surveys.enums import Admission
from surveys.models import Wave
from surveys.operations.collection import Venue, add_place, make_invitations
from surveys.operations.waves import close_wave, open_wave, set_admission
from surveys.queries import invitation_path

WINDOW = timedelta(days=400)
INVITATIONS = 60


def seed_surveys(*, people, now) -> list[dict]:
    administrator, officer = people["administrator"], people["officer-hongmei"]
    told = []
    for slug, title in (("open", "开放"), ("closed", "已结束"), ("draft", "未开放"), ("invited", "凭邀请")):
        title_en = f"Demo: resident survey ({slug})"
        survey = demo_survey(slug, f"演示：居民调查（{title}）", title_en, questionnaire_code="resident")
        wave = Wave.objects.create(survey=survey, number=1, opens_at=now - timedelta(days=1), closes_at=now + WINDOW)
        venue = Venue(Area.objects.get(code="hongmei"), "演示：红梅公园东门")
        place = add_place(survey=survey, venue=venue, actor=officer, now=now)
        if slug == "invited":
            reason = "演示：抽样调查，只请抽中的人"
            wave = set_admission(wave=wave, admission=Admission.INVITED, reason=reason, actor=administrator, now=now)
        if slug != "draft":
            open_wave(wave=wave, actor=administrator, now=now)
        if slug == "closed":
            close_wave(wave=wave, actor=administrator, now=now, reason="演示：提前结束")
        invited = (
            make_invitations(wave=wave, count=INVITATIONS, actor=administrator, now=now) if slug == "invited" else []
        )
        told.append(
            {
                "slug": slug,
                "state": slug,
                "wave": 1,
                "place_token": place.token,
                "invitation_tokens": invited,
                "invitation_addresses": [invitation_path(token) for token in invited],
            }
        )
    return told
