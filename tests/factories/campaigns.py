"""Events in any state, with the proof and the people that the state asks for."""

import datetime as dt
import uuid

import factory

from campaigns.enums import EventState
from campaigns.models import Event, EventProof
from campaigns.operations import Filing, Proof
from portal.accounts.roles import Role
from portal.directory.models import Area, Community
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor

NOON = dt.datetime(2026, 11, 20, 4, 0, tzinfo=dt.UTC)


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ["code"]

    code = "hongmei"
    name = factory.LazyAttribute(lambda area: {"hongmei": "红梅街道", "zhenglu": "郑陆镇"}.get(area.code, area.code))
    kind = "street"
    quarterly_event_quota = 3
    position = factory.Sequence(int)


class CommunityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Community

    code = factory.Sequence("3204020040{:02}".format)
    name = factory.Sequence("翠竹{}社区".format)
    official_name = factory.LazyAttribute(lambda community: f"{community.name}居委会")
    kind = "居委会"
    area = factory.SubFactory(AreaFactory)


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Event
        skip_postgeneration_save = True

    title = factory.Sequence("垃圾分类进社区第{}场".format)
    type = "stall"
    audiences = ["communities", "families"]
    starts_at = NOON
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + dt.timedelta(hours=2))
    area = factory.SubFactory(AreaFactory)
    state = EventState.PLANNED
    created_by = factory.SubFactory(UserFactory)
    created_at = NOON + dt.timedelta(hours=4)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if kwargs["state"] in {EventState.HELD, EventState.RETURNED, EventState.VERIFIED}:
            kwargs = {"people_reached": 60, "counting": "signed_in", **kwargs}
            kwargs |= {"reported_by": kwargs["created_by"], "reported_at": kwargs["created_at"]}
        if kwargs["state"] == EventState.VERIFIED:
            kwargs = {"verified_by": UserFactory(), "verified_at": kwargs["created_at"], **kwargs}
        return super()._create(model_class, *args, **kwargs)


def link_proof(event: Event, url="https://example.org/news/1") -> EventProof:
    return EventProof.objects.create(
        event=event, kind="link", url=url, added_by=event.created_by, added_at=event.created_at
    )


def officer(area: Area | None = None):
    return with_second_factor(GrantFactory(role=Role.STREET_OFFICER, area=area or AreaFactory()).user)


def reviewer():
    return with_second_factor(GrantFactory(role=Role.DISTRICT_REVIEWER).user)


def facts(**changes) -> dict:
    return {
        "title": "垃圾分类进社区",
        "type": "stall",
        "channel": "on_site",
        "audiences": ["communities"],
        "starts_at": NOON,
        "ends_at": NOON + dt.timedelta(hours=2),
        "people_reached": 60,
        "counting": "signed_in",
        **changes,
    }


def filing(*, key=None, proofs=None, version=None, **changes) -> Filing:
    """A complete report with a link as its proof."""
    if proofs is None:
        proofs = [Proof(kind="link", url="https://example.org/news/1")]
    return Filing(key=key or uuid.uuid4(), facts=facts(**changes), proofs=proofs, version=version)
