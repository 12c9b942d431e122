from datetime import date

import factory

from portal.directory.models import Area, AreaKind, CalendarDay, Community, CommunityKind, Department


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area
        django_get_or_create = ["code"]

    code = factory.Sequence("street-{}".format)
    name = factory.Sequence("第{}街道".format)
    name_en = factory.Sequence("Subdistrict {}".format)
    kind = AreaKind.STREET
    quarterly_event_quota = 3
    position = factory.Sequence(int)


class CommunityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Community
        django_get_or_create = ["code"]

    code = factory.Sequence("3204020{:05}".format)
    name = factory.Sequence("第{}社区".format)
    name_en = factory.Sequence("Community {}".format)
    official_name = factory.LazyAttribute(lambda community: f"{community.name}居委会")
    kind = CommunityKind.RESIDENTS
    area = factory.SubFactory(AreaFactory)


class DepartmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Department
        django_get_or_create = ["code"]

    code = factory.Sequence("department-{}".format)
    name = factory.Sequence("第{}局".format)
    name_en = factory.Sequence("Department {}".format)


class CalendarDayFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarDay

    date = date(2026, 11, 24)
    is_workday = False
