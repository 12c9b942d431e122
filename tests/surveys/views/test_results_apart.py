"""Invited people and others are never one pool: figures are made of the invited, others stand apart, the base is named."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from surveys.enums import Admission, Channel, EstimateState, Tier, WaveState
from surveys.models import Estimate, Invitation
from surveys.operations.answering import Arrival
from surveys.operations.collection import make_invitations
from surveys.operations.estimates import decide_estimate, prepare_estimates
from surveys.queries import published_estimates
from surveys.results.fieldwork import received
from tests.factories import surveys as factory

INVITED, OTHERS = 40, 35


@pytest.fixture
def published(wave):
    wave.admission = Admission.APART
    wave.save()
    administrator = factory.staff(Role.DISTRICT_ADMINISTRATOR)
    make_invitations(wave=wave, count=INVITED, actor=administrator, now=factory.NOW)
    for invitation in Invitation.objects.all():
        factory.answered(wave, arrival=Arrival(Channel.INVITATION, invitation=invitation))
    factory.answered(wave, OTHERS, overall="dissatisfied")
    wave.state = WaveState.CLOSED
    wave.save()
    one, other = factory.staff(Role.DISTRICT_REVIEWER), factory.staff(Role.DISTRICT_REVIEWER)
    prepare_estimates(wave=wave, actor=one, now=factory.NOW)
    for row in Estimate.objects.filter(state=EstimateState.PREPARED):
        decide_estimate(estimate=row, publish=True, reason="", actor=other, now=factory.NOW)
    return wave


def test_the_figure_is_made_of_the_invited_alone_and_says_so(published):
    figure = published_estimates(52)[0]
    assert (figure.value, figure.n, figure.tiers) == (100.0, INVITED, (Tier.INVITED,))
    assert sum(received(published).values()) == INVITED
    page = Client().get(reverse("surveys:survey-results", args=["resident", published.number])).content.decode()
    assert "由谁的答卷得出： 一次性邀请 40" in " ".join(page.replace("：", "： ").split())
    assert "没有邀请的人（另列，不计入结果）：0.0 %" in page
    assert f"n = {OTHERS}" in page
    assert "这些结果只由凭邀请的答卷得出" in page
