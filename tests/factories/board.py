"""Plans, indicators and observations for tests."""

import datetime as dt
from decimal import Decimal

import factory

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.board.enums import Operator, Origin
from portal.board.figures.contents import hash_of
from portal.board.models import Observation
from portal.board.operations import Entry
from portal.board.targets.target import number_in, satisfies
from portal.directory.models import Department, Indicator, Plan
from tests.factories.accounts import GrantFactory, UserFactory

ENTERED_AT = dt.datetime(2026, 11, 24, 1, 0, tzinfo=dt.UTC)


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan
        django_get_or_create = ("code",)

    code = "2022-2025"
    slug = factory.LazyAttribute(lambda made: f"{made.starts_on}"[:4] + "-" + f"{made.ends_on}"[:4])
    base_year = 2020
    name = "天宁区“无废城市”建设实施方案"
    starts_on = dt.date(2022, 1, 1)
    ends_on = dt.date(2025, 12, 31)


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department
        django_get_or_create = ("code",)

    code = "env"
    name = "区生态环境局"
    name_en = "Ecology and Environment Bureau"


DRAWN = (41, 50, 51, 52)
KINDS = {"not_applicable": "not_applicable", "follows_city": "set_elsewhere", "qualitative": "milestone"}


def kind_of(operator: str, value, baseline: str, text: str = "") -> str:
    """What a plan would state of a target of this kind."""
    if operator == "qualitative" and "市" in text:
        return "city_rule"
    if operator in KINDS or operator.startswith("trend") or operator == "change":
        return KINDS.get(operator, "trend")
    start = number_in(baseline)
    holds = start is not None and satisfies(start, Operator(operator), Decimal(value))
    return ("cap" if operator == "le" else "hold") if holds else "reach"


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    number = 13
    category = "固体废物资源化利用"
    category_en = "Resource use"
    subcategory = "工业固体废物资源化利用"
    name = "一般工业固体废物综合利用率"
    name_en = "Use rate of general industrial solid waste"
    mandatory = True
    unit = "%"
    baseline_text = "65.6"
    target_text = "98"
    target_operator = "ge"
    target_kind = factory.LazyAttribute(
        lambda made: kind_of(made.target_operator, made.target_value, made.baseline_text, made.target_text)
    )
    target_value = Decimal(98)
    drawn_as = factory.LazyAttribute(lambda made: made.number if made.number in DRAWN else None)

    @factory.post_generation
    def departments(self, create, extracted, **kwargs):
        self.departments.set([DepartmentFactory()] if extracted is None else extracted)


class ObservationFactory(factory.django.DjangoModelFactory):
    """A published observation, entered by one person and approved by another."""

    class Meta:
        model = Observation

    indicator = factory.SubFactory(IndicatorFactory)
    period = "2024"
    value = Decimal("97.2")
    unit = "%"
    source = "固体废物台账"
    method = "综合利用量除以产生量"
    origin = Origin.ENTERED
    entered_by = factory.SubFactory(UserFactory)
    entered_at = ENTERED_AT
    approved_by = factory.SubFactory(UserFactory)
    approved_at = ENTERED_AT
    content_hash = factory.LazyAttribute(lambda made: hash_of(Observation(**_content(made))))


def _content(made) -> dict:
    left_out = {"content_hash", "approved_by", "entered_by"}
    names = {field.name for field in Observation._meta.fields} - left_out
    return {name: getattr(made, name) for name in names if hasattr(made, name)}


def officer(department: Department | None = None) -> User:
    user = UserFactory()
    GrantFactory(user=user, role=Role.DEPARTMENT_OFFICER, department=department or DepartmentFactory())
    return user


def entry(**said) -> Entry:
    return Entry(
        **{"period": "2024", "value": Decimal("97.2"), "source": "台账", "method": "综合利用量除以产生量", **said}
    )
