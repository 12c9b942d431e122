"""Which events a person sees, works on or waits for."""

import re
from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from campaigns.enums import Audience, EventState, EventType
from campaigns.models import Event
from campaigns.models.event import ids_of, reference_of
from campaigns.permissions import areas_reported, sees_all
from campaigns.quarters import DISTRICT_TIME
from campaigns.queries.ledger import reporting_areas
from campaigns.validators import LONGEST
from portal.cms.search import NAMES_OF_A_KIND, best_of, searched_text
from portal.manifests import Found


def public_events(now, *, past: bool = False):
    """What residents see: the coming events soonest first, or the past ones latest first."""
    events = Event.objects.public().with_places()
    if past:
        return events.filter(starts_at__lt=now, ends_at__lt=now)
    # No event lasts longer: the years before are not looked through.
    return events.filter(starts_at__gte=now - LONGEST, ends_at__gte=now).order_by("starts_at", "pk")


# Beside its label, what people call a form of event, or whom it is for.
CALLED = {
    EventType.TALK: "讲座 宣讲 讲课 课堂 科普",
    EventType.STALL: "摆摊 集市 市集 跳蚤市场 摊位 游园会",
    EventType.TRAINING: "培训 培训班 学习班",
    EventType.QUIZ: "竞赛 比赛 知识竞答 有奖问答 抽奖",
    EventType.VOLUNTEER: "志愿者 志愿活动 志愿者招募 义工 当志愿者",
    EventType.EXCHANGE: "旧物交换 以物换物 旧衣回收 旧书换绿植 积分兑换 换绿植 跳蚤市场",
    EventType.VISIT: "参观 开放日 参观活动",
    Audience.FAMILIES: "亲子 亲子活动 小朋友 孩子 小孩 带孩子 家庭 暑假 老年人活动",
    Audience.SCHOOLS: "进校园 学生 幼儿园活动 学校活动",
    Audience.COMMUNITIES: "进社区 小区活动 社区活动",
    Audience.ENTERPRISES: "进企业 企业活动",
}


_ENDS = re.compile("(?:[东南西北中一二三四五六七八九十]+[区村])?(?:社区|居委会|村委会|村)?$")


def called_places(names: Iterable[str]) -> list[str]:
    """Communities as they are written, and as people shorten them: 翠竹新村北区社区 is 翠竹新村."""
    whole = list(names)
    short = (_ENDS.sub("", name) for name in whole)
    return list(dict.fromkeys([*whole, *(name for name in short if len(name) > 1)]))


def found_lists(words: str) -> list[Found]:
    """The calendar of each area, form and audience: who asks for a place or for talks wants those that come."""
    address, about = reverse("campaigns:event-list"), gettext("Coming events, and how to take part.")
    areas = reporting_areas().prefetch_related("communities")
    rows = [
        ("area", area.code, area.label, area.name, called_places(each.name for each in area.communities.all()))
        for area in areas
    ]
    rows += [("type", kind.value, kind.label, "", CALLED.get(kind, "").split()) for kind in EventType]
    rows += [("audience", kind.value, kind.label, "", CALLED.get(kind, "").split()) for kind in Audience]
    return [
        Found(
            gettext("Events: %(label)s") % {"label": label},
            f"{address}?{name}={value}",
            about,
            [str(label), *([called, f"{called}活动"] if called else []), *names],
        )
        for name, value, label, called, names in rows
    ]


def found_events(words: str) -> list[Found]:
    """Public events that may fit a visitor's words."""
    return [
        Found(event.title, reverse("campaigns:event-detail", args=[event.public_id]), searched_text(event))
        for event in best_of(Event.objects.public(), words)
    ]


def events_named(typed: str) -> QuerySet[Event, str]:
    events = Event.objects.public().filter(title__icontains=typed)
    return events.values_list("title", flat=True)[:NAMES_OF_A_KIND]


def public_links(event: Event) -> list[str]:
    """Links that show a verified event; files stay with the ledger."""
    if event.state != EventState.VERIFIED:
        return []
    return list(event.proofs.filter(removed_at=None).exclude(url="").values_list("url", flat=True))


def standing_proofs(event: Event) -> list:
    """The proof of an event that was not taken back."""
    return list(event.proofs.filter(removed_at=None).select_related("file").defer("marks"))


def visible_events(user):
    """The working view: an officer sees the events of the own areas, the district sees all."""
    if sees_all(user):
        return Event.objects.with_places()
    return Event.objects.with_places().of_areas(areas_reported(user))


def references_of(areas) -> set[str]:
    """The numbers by which people name the events that these areas lead."""
    return {reference_of(key) for key in Event.objects.filter(area__in=areas).values_list("public_id", flat=True)}


def own_events(user):
    """Events that the officer's areas lead."""
    return Event.objects.with_places().filter(area__in=areas_reported(user))


def found_at_a_desk(user, words: str):
    """What this person works with, by any part of its name, its place, its organiser or its number."""
    named = Q(title__icontains=words) | Q(place__icontains=words) | Q(organiser__icontains=words)
    named |= Q(community__name__icontains=words) | Q(area__name__icontains=words)
    if numbers := ids_of(words):
        named |= Q(public_id__range=numbers)
    return visible_events(user).filter(named)


def desk_events(user, words: str) -> Iterator[Found]:
    """For the one box of the desk."""
    for event in found_at_a_desk(user, words):
        day = event.starts_at.astimezone(DISTRICT_TIME).date()
        about = f"{event.area.label} · {day} · {event.get_state_display()} · {event.reference}"
        yield Found(event.title, reverse("campaigns:event-record", args=[event.public_id]), about)


def events_waiting():
    """Reports that wait for the district, the longest waiting first."""
    return Event.objects.with_places().filter(state=EventState.HELD).order_by("reported_at", "pk")


def last_event_of(user) -> Event | None:
    """What the officer entered last: the form starts from it."""
    return Event.objects.filter(created_by=user).order_by("-created_at", "-pk").first()


def was_returned(event: Event) -> bool:
    return event.state == EventState.RETURNED


def was_sent(event: Event) -> bool:
    """Whether a report was sent that its street may still put right."""
    return event.state in {EventState.RETURNED, EventState.HELD}


def open_items(event: Event) -> list:
    """What the district asked to be put right, while it is still open."""
    if not was_returned(event):
        return []
    items = list(event.returned_items.all())
    return [item for item in items if item.round == items[-1].round]
