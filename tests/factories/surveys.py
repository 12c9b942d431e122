"""Surveys as they stand in the field: an open wave of the shipped questionnaires, codes, answers."""

from datetime import UTC, datetime, timedelta

import factory
from django.contrib.auth.models import AnonymousUser

from portal.accounts.roles import AREA_ROLES, DEPARTMENT_ROLES, Role
from portal.directory.models import Area, Community, Department
from surveys.enums import Channel, Layer, Mode, Tier, WaveState
from surveys.models import Place, QuestionnaireVersion, Response, Survey, Wave
from surveys.operations.answering import Arrival, Sheet, take_answer
from surveys.operations.questionnaires import load_questionnaire, shipped_definition
from surveys.queries import tally_of
from surveys.questionnaire import PREFIX
from surveys.tallies import responses
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ("code",)

    code = "hongmei"
    name = "红梅街道"
    name_en = "Hongmei Subdistrict"
    kind = "street"


class CommunityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Community
        django_get_or_create = ("code",)

    code = "320402004001"
    name = "红梅社区"
    official_name = "红梅社区居委会"
    kind = "居委会"
    area = factory.SubFactory(AreaFactory)


class SurveyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Survey
        django_get_or_create = ("slug",)

    slug = "resident"
    title = "居民调查"
    title_en = "Resident survey"
    questionnaire_code = "resident"
    form_number = "天无废 1 表"
    issuer = "天宁区生态环境局"
    approval_number = "天统备〔2026〕1 号"
    valid_until = NOW.date() + timedelta(days=365)
    privacy_version = "2026-11"
    handler = "天宁区无废城市建设工作专班"
    contact = "0519-00000000"


class WaveFactory(factory.django.DjangoModelFactory):
    """An open wave; `state=WaveState.PLANNED, version=None` gives one that is still to open."""

    class Meta:
        model = Wave

    survey = factory.SubFactory(SurveyFactory)
    number = factory.Sequence(lambda number: number + 1)
    opens_at = NOW - timedelta(days=1)
    closes_at = NOW + timedelta(days=30)
    state = WaveState.OPEN
    version = factory.LazyAttribute(lambda wave: version_of(wave.survey.questionnaire_code))


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    survey = factory.SubFactory(SurveyFactory)
    area = factory.SubFactory(AreaFactory)
    venue = "红梅公园东门"
    created_by = factory.SubFactory(UserFactory)


def version_of(code: str) -> QuestionnaireVersion:
    if not QuestionnaireVersion.objects.filter(code=code).exists():
        load_questionnaire(definition=shipped_definition(code))
    return QuestionnaireVersion.objects.filter(code=code).latest("number")


def staff(role: Role, area: Area | None = None):
    user = UserFactory()
    place = {"area": area or AreaFactory()} if role in AREA_ROLES else {}
    if role in DEPARTMENT_ROLES:
        place = {"department": Department.objects.get_or_create(code="env", defaults={"name": "区生态环境局"})[0]}
    GrantFactory(user=user, role=role, **place)
    return with_second_factor(user)


def answers(**changes) -> dict[str, list[str]]:
    """A resident of Hongmei who is satisfied, informed and takes part."""
    given = {
        "residence": "six_months",
        "age": "a30_44",
        "home": "hongmei",
        "awareness": "heard",
        "channels": "home_visit",
        "medicine": "hazardous",
        "lamp": "hazardous",
        "furniture": "booked",
        "actions": "sorting",
        "facilities": "satisfied",
        "response": "fairly_satisfied",
        "overall": "satisfied",
    } | changes
    return {name: value if isinstance(value, list) else [value] for name, value in given.items() if value is not None}


def posted(**changes) -> dict[str, list[str]]:
    return {f"{PREFIX}{name}": values for name, values in answers(**changes).items()}


def answered(wave: Wave, number: int = 1, *, arrival: Arrival | None = None, signs=(), **changes) -> list[Response]:
    """Answers that came in by the operation itself."""
    arrival = arrival or Arrival()
    references = [
        take_answer(
            wave=wave,
            sheet=Sheet(f"key-{Response.objects.count()}-{index}", answers(**changes), signs),
            arrival=arrival,
            actor=AnonymousUser(),
            now=NOW,
        ).reference
        for index in range(number)
    ]
    return list(Response.objects.filter(reference__in=references))


def bulk_answered(wave: Wave, number: int, **changes) -> None:
    """Many answers at once, past the operation, folded by nobody yet: for counts and query numbers."""
    Response.objects.bulk_create(
        Response(
            wave=wave,
            version=wave.version,
            key_digest=f"bulk-{Response.objects.count()}-{index}",
            mode=Mode.OWN_PHONE,
            channel=Channel.OPEN,
            tier=Tier.OPEN,
            answers=answers(**changes),
        )
        for index in range(number)
    )


def tally_count(wave: Wave, layer: Layer) -> int:
    return responses(tally_of(wave, layer))[()]


def closed_wave(number: int) -> Wave:
    """With so many answers."""
    wave = WaveFactory()
    bulk_answered(wave, number)
    wave.state = WaveState.CLOSED
    wave.save()
    return wave
