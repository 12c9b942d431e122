"""ACL-01: the id of something that is another's answers as an id that never was: same status, same words, by any method."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.models import PaperBatch, Place
from tests.factories import surveys as of_surveys
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.board import IndicatorFactory, ObservationFactory
from tests.factories.campaigns import AreaFactory, EventFactory
from tests.factories.cells import OrganisationFactory, kind

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
NEVER = uuid.UUID(int=7)


def elsewhere():
    return AreaFactory(code="zhenglu", name="郑陆镇", name_en="Zhenglu")


def an_event(now):
    return EventFactory(area=elsewhere(), state="held").public_id


def an_organisation(now):
    kind("jiguan", now)
    return OrganisationFactory().public_id


def a_figure(now):
    return ObservationFactory(indicator=IndicatorFactory()).public_id


def in_a_wave(make):
    def of(now):
        wave = of_surveys.WaveFactory()
        of.wave = wave.public_id
        return make(wave).public_id

    return of


def a_batch(wave):
    author = UserFactory()
    return PaperBatch.objects.create(
        wave=wave, area=elsewhere(), label="活动室", sheets=1, created_by=author, created_at=of_surveys.NOW
    )


def a_place(wave):
    return Place.objects.create(survey=wave.survey, area=elsewhere(), venue="东门", created_by=UserFactory())


OFFICER = {"role": Role.STREET_OFFICER, "area": "hongmei"}
CASES = {
    **{
        f"campaigns:event-{step}": (OFFICER, an_event) for step in ("change", "report", "record", "receipt", "withdraw")
    },
    "cells:organisation-show": ({"role": Role.EVALUATOR}, an_organisation),
    "cells:site-register": ({"role": Role.EVALUATOR}, an_organisation),
    "cells:application-start": ({"role": Role.EVALUATOR}, an_organisation),
    "board:observation-revise": ({"role": Role.DEPARTMENT_OFFICER, "department": "urban"}, a_figure),
    "surveys:paper-detail": (OFFICER, in_a_wave(a_batch)),
    "surveys:paper-key": (OFFICER, in_a_wave(a_batch)),
    "surveys:paper-settle": (OFFICER, in_a_wave(a_batch)),
    "surveys:place-revoke": (OFFICER, in_a_wave(a_place)),
}


def somebody(role, area=None, department=None):
    from portal.directory.models import Area, Department  # noqa: PLC0415 - rows of this test

    place = {}
    if area:
        place["area"] = Area.objects.get_or_create(code=area, defaults={"name": "红梅街道", "kind": "street"})[0]
    if department:
        place["department"] = Department.objects.get_or_create(code=department, defaults={"name": "区生态环境局"})[0]
    client = Client()
    client.force_login(with_second_factor(GrantFactory(role=role, **place).user))
    return client


VARIES = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|data-session-seconds="\d+"|(?<=：)[0-9a-f]{12,}')


def said(answer, *ids) -> tuple:
    """Status and words, without what the address says and what differs from one request to the next."""
    words = answer.content.decode()
    for one in ids:
        words = words.replace(str(one), "ID")
    return answer.status_code, VARIES.sub("", words)


@pytest.mark.parametrize("name", sorted(CASES))
def test_acl_01_an_id_of_others_is_an_id_that_never_was(name, now):
    who, make = CASES[name]
    theirs, client = make(now), somebody(**who)
    rest = (1,) if name in {"surveys:paper-key", "surveys:paper-settle"} else ()
    wave = (make.wave,) if hasattr(make, "wave") else ()
    for method in ("get", "head", "post"):
        there = getattr(client, method)(reverse(name, args=[*wave, theirs, *rest]))
        never = getattr(client, method)(reverse(name, args=[*wave, NEVER, *rest]))
        assert there.status_code in {404, 405}, method
        assert said(there, theirs) == said(never, NEVER), method


def test_acl_01_the_case_can_fail(now):
    """Of one's own there is an answer."""
    event = EventFactory(area=somebody(**OFFICER) and AreaFactory(code="hongmei"), state="held")
    assert somebody(**OFFICER).get(reverse("campaigns:event-record", args=[event.public_id])).status_code == 200


def test_a_reference_that_is_tried_says_nothing(client):
    """References are keys: no answer tells which of them exist to somebody who only tries."""
    tried = [f"AAAA{number:06d}" for number in range(3)]
    assert len({said(client.get(reverse("home:feedback-show", args=[one])), one) for one in tried}) == 1
