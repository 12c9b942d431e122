"""What the plan fixes: places, offices, indicators, projects, days."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Labelled(models.Model):
    name = models.CharField(pgettext_lazy("thing", "name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def label(self) -> str:
        """The name in the active language; Chinese where there is no other."""
        if (get_language() or "").startswith("en"):
            return self.name_en or self.name
        return self.name


class AreaKind(models.TextChoices):
    DISTRICT = "district", _("District")
    ZONE = "zone", _("Functional zone")
    TOWN = "town", _("Town")
    STREET = "street", _("Subdistrict")


ENGLISH_KINDS = {" Subdistrict": "", " Town": "", " Economic Development Zone": " Zone"}


class Area(Labelled):
    code = models.SlugField(_("code"), unique=True)
    official_code = models.CharField(_("official code"), max_length=12, blank=True)
    kind = models.CharField(_("type"), max_length=10, choices=AreaKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    quarterly_event_quota = models.PositiveSmallIntegerField(_("outreach events a quarter"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        default_permissions = ["view", "change"]
        ordering = ["position"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    @property
    def short_label(self) -> str:
        """For a drawn plan: in English without what kind of area it is, as there is room for a word or two."""
        for kind, short in ENGLISH_KINDS.items():
            if self.label.endswith(kind):
                return self.label.removesuffix(kind) + short
        return self.label

    @property
    def is_town_or_street(self) -> bool:
        """The zone and the district itself are not meant by 各镇街道."""
        return self.kind in {AreaKind.TOWN, AreaKind.STREET}


class CommunityKind(models.TextChoices):
    RESIDENTS = "居委会", _("Residents' committee")
    VILLAGE = "村委会", _("Villagers' committee")
    PARK = "园区", _("Park administration")


class CommunityQuerySet(models.QuerySet):
    def standing_on(self, day):
        """Communities that exist on a day: they merge and are renamed often."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_until=None) | Q(valid_until__gte=day))


class Community(Labelled):
    code = models.CharField(_("code"), max_length=12, unique=True)
    official_name = models.CharField(_("official name"), max_length=200)
    kind = models.CharField(_("type"), max_length=20, choices=CommunityKind.choices)
    area = models.ForeignKey(Area, models.PROTECT, related_name="communities", verbose_name=_("area"))
    reporting_area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reporting_communities",
        verbose_name=_("reporting area"),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        default_permissions = ["view", "add", "change"]
        ordering = ["code"]
        verbose_name = _("community or village")
        verbose_name_plural = _("communities and villages")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="community_ends_after_it_begins",
                violation_error_message=_("A community cannot end before it begins."),
            )
        ]


class Department(Labelled):
    code = models.SlugField(_("code"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        default_permissions = ["view"]
        ordering = ["position"]
        verbose_name = _("department")
        verbose_name_plural = _("departments")


class Plan(Labelled):
    code = models.SlugField(_("code"), unique=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))

    class Meta:
        default_permissions = ["view"]
        ordering = ["starts_on"]
        verbose_name = _("plan")


class Indicator(Labelled):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="indicators")
    number = models.PositiveSmallIntegerField(_("number"))
    category = models.CharField(_("category"), max_length=100)
    category_en = models.CharField(max_length=200, blank=True)
    subcategory = models.CharField(_("subcategory"), max_length=100)
    subcategory_en = models.CharField(max_length=200, blank=True)
    mandatory = models.BooleanField(_("mandatory"))
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    unit_en = models.CharField(max_length=40, blank=True)
    baseline_text = models.CharField(_("baseline"), max_length=200, blank=True)
    baseline_text_en = models.CharField(max_length=300, blank=True)
    target_text = models.CharField(_("target"), max_length=200, blank=True)
    target_text_en = models.CharField(max_length=300, blank=True)
    target_operator = models.CharField(_("kind of comparison"), max_length=20)
    target_value = models.DecimalField(_("target value"), max_digits=14, decimal_places=4, null=True, blank=True)
    departments = models.ManyToManyField(Department, blank=True, related_name="indicators")
    all_areas = models.BooleanField(_("all towns and streets are responsible"), default=False)
    # Who is responsible in the plan's own words: it names some that are no single department.
    responsible_text = models.CharField(_("responsible"), max_length=200, blank=True)
    responsible_text_en = models.CharField(max_length=500, blank=True)
    # The number by which the rooms know the figure that they give, where they do; plans count anew.
    drawn_as = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        default_permissions = ["view"]
        ordering = ["plan", "number"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="indicator_number_once_a_plan")]


class PlanProject(Labelled):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="projects")
    number = models.PositiveSmallIntegerField(_("number"))
    group = models.CharField(_("group"), max_length=100)
    group_en = models.CharField(max_length=200, blank=True)
    content = models.TextField(_("content"))
    content_en = models.TextField(blank=True)
    period = models.CharField(_("implementation period"), max_length=20)
    investment_wan_yuan = models.DecimalField(_("investment (10,000 yuan)"), max_digits=12, decimal_places=2)
    lead = models.CharField(_("lead"), max_length=100)
    lead_en = models.CharField(max_length=200, blank=True)
    departments = models.ManyToManyField(Department, blank=True, related_name="projects")
    areas = models.ManyToManyField(Area, blank=True, related_name="projects")
    all_areas = models.BooleanField(_("all towns and streets are responsible"), default=False)

    class Meta:
        default_permissions = ["view"]
        ordering = ["plan", "number"]
        verbose_name = _("key project")
        verbose_name_plural = _("key projects")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="project_number_once_a_plan")]


class PlanTask(Labelled):
    """What the plan's parts 二 and 三 ask of departments, towns and streets."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="tasks")
    number = models.CharField(_("number"), max_length=10)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    part = models.CharField(_("part"), max_length=4)
    group = models.CharField(_("group"), max_length=100)
    group_en = models.CharField(max_length=200, blank=True)
    content = models.TextField(_("content"))
    departments = models.ManyToManyField(Department, blank=True, related_name="tasks")
    all_areas = models.BooleanField(_("all towns and streets are responsible"), default=False)
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="tasks")
    projects = models.ManyToManyField(PlanProject, blank=True, related_name="tasks")

    class Meta:
        default_permissions = ["view"]
        ordering = ["plan", "position"]
        verbose_name = _("task of the plan")
        verbose_name_plural = _("tasks of the plan")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="task_number_once_a_plan")]


class CalendarDay(models.Model):
    """A day that the published calendars lack or that was changed: set by an administrator."""

    date = models.DateField(_("date"), unique=True)
    is_workday = models.BooleanField(_("working day"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["date"]
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")

    def __str__(self):
        return self.date.isoformat()
