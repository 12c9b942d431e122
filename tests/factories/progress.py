"""Notes of progress for tests."""

import factory

from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.board.figures.contents import note_hash
from portal.board.models import ProgressNote
from portal.board.operations import Report
from portal.directory.models import Area, PlanProject, PlanTask
from tests.factories.accounts import GrantFactory, UserFactory
from tests.factories.board import ENTERED_AT, DepartmentFactory, PlanFactory
from tests.factories.directory import AreaFactory


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanTask
        django_get_or_create = ("plan", "number")
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    number = "1.1"
    part = "二"
    group = "实施源头减量，提高工业固废利用能力"
    name = "强化清洁生产审核"
    content = "贯彻落实清洁生产推行方案。"

    @factory.post_generation
    def departments(self, create, extracted, **kwargs):
        self.departments.set([DepartmentFactory()] if extracted is None else extracted)


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanProject
        django_get_or_create = ("plan", "number")
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory)
    number = 6
    group = "生活固废相关工程"
    name = "垃圾转运站新建改造"
    content = "新建转运站。"
    period = "2022-2025"
    investment_wan_yuan = 5500
    lead = "区生态环境局"

    @factory.post_generation
    def departments(self, create, extracted, **kwargs):
        self.departments.set([DepartmentFactory()] if extracted is None else extracted)


class ProgressNoteFactory(factory.django.DjangoModelFactory):
    """A published note, written by one person and approved by another."""

    class Meta:
        model = ProgressNote

    task = factory.SubFactory(TaskFactory)
    quarter = "2025-Q4"
    department = factory.SubFactory(DepartmentFactory)
    standing = "under_way"
    text = "完成两家企业审核。"
    entered_by = factory.SubFactory(UserFactory)
    entered_at = ENTERED_AT
    approved_by = factory.SubFactory(UserFactory)
    approved_at = ENTERED_AT
    content_hash = factory.LazyAttribute(
        lambda made: note_hash(ProgressNote(**{k: getattr(made, k, None) or "" for k in NAMED}, **_places(made)), [])
    )


NAMED = ("quarter", "standing", "text", "blocked")


def _places(made) -> dict:
    names = ("task", "project", "department", "area", "spent_wan_yuan")
    return {name: getattr(made, name) for name in names if getattr(made, name, None) is not None}


def report(**said) -> Report:
    kept = {"quarter": "2025-Q4", "standing": "under_way", "text": "完成两家企业审核。"}
    return Report(**{"owner": DepartmentFactory(), **kept, **said})


def street_officer(area: Area | None = None) -> User:
    user = UserFactory()
    GrantFactory(user=user, role=Role.STREET_OFFICER, area=area or AreaFactory(code="hongmei", name="红梅街道"))
    return user
