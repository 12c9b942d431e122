"""A plan with its indicators, projects and tasks, as its tables say them."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.directory.models.places import Area, Department, Labelled


class Sealed(models.Model):
    """A row of a plan: each change counts up its edition once it was taken in (1); 0 is a draft."""

    edition = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    class Meta:
        abstract = True


def departments_in_order(row) -> list[Department]:
    """Of an indicator, a task or a project, as the plan names them: the first leads."""
    names = row.responsible
    placed = {name: place for place, name in enumerate(names)}
    return sorted(row.departments.all(), key=lambda one: (placed.get(one.name, len(names)), one.position))


def _parts(text: str) -> list[str]:
    """The plan's lists of offices, however their names are parted."""
    return [part for part in re.split("[;；、]", text) if part]


class Plan(Sealed, Labelled):
    code = models.SlugField(_("code"), unique=True)
    # Its name in addresses, such as 2022-2025; the code stands in hashes and stays what it was.
    slug = models.SlugField(_("name in addresses"), unique=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    base_year = models.PositiveSmallIntegerField(_("base year"))
    # The code of the plan before it, to whose numbers its own say how they go on; and those that do not.
    follows = models.SlugField(blank=True, db_default="")
    dropped = models.JSONField(default=list, db_default=[], blank=True)

    class Meta:
        default_permissions = ["view"]
        ordering = ["starts_on"]
        verbose_name = _("plan")


class DecidedBy(models.TextChoices):
    """Of a figure that the portal draws itself and an official one from outside, which makes the state."""

    OWN = "own", _("the portal's own figure")
    OUTSIDE = "outside", _("the official figure from outside")


class Continuity(models.TextChoices):
    """What became of an indicator of the plan before."""

    CONTINUED = "continued", _("Continued as it was")
    REDEFINED = "redefined", _("Continued, measured anew")
    SPLIT = "split", _("Split off from one")
    MERGED = "merged", _("Merged from several")
    NEW = "new", pgettext_lazy("indicator", "New")
    DROPPED = "dropped", _("Dropped")


class Indicator(Sealed, Labelled):
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
    target_kind = models.CharField(_("kind of target"), max_length=20, db_default="")
    target_operator = models.CharField(_("kind of comparison"), max_length=20)
    target_value = models.DecimalField(_("target value"), max_digits=14, decimal_places=4, null=True, blank=True)
    # The other end of a target that is a range.
    target_upper = models.DecimalField(_("upper end"), max_digits=14, decimal_places=4, null=True, blank=True)
    # What the plan asks for year by year: {"2027": "92"}.
    steps = models.JSONField(_("yearly steps"), default=dict, db_default={}, blank=True)
    # The groups of whom the indicator speaks, where it names some.
    groups = models.JSONField(_("groups"), default=list, db_default=[], blank=True)
    # A change can be below nought and above the whole; other percentages cannot.
    is_unbounded = models.BooleanField(_("may lie outside of 0 to 100 %"), default=False, db_default=False)
    decided_by = models.CharField(
        _("decided by"), max_length=10, choices=DecidedBy.choices, default=DecidedBy.OWN, db_default=DecidedBy.OWN
    )
    departments = models.ManyToManyField(Department, blank=True, related_name="indicators")
    all_areas = models.BooleanField(_("all towns and streets are responsible"), default=False)
    # Who is responsible in the plan's own words: it names some that are no single department.
    responsible_text = models.CharField(_("responsible"), max_length=200, blank=True)
    responsible_text_en = models.CharField(max_length=500, blank=True)
    # What a plan that came by a workbook says beside: its code, baselines by year, whence the figures come, and of
    # which numbers of the plan before it goes on.
    code = models.CharField(_("code"), max_length=20, blank=True, db_default="")
    baselines = models.JSONField(_("baselines"), default=dict, db_default={}, blank=True)
    source = models.CharField(_("source of the figures"), max_length=300, blank=True, db_default="")
    continuity = models.CharField(max_length=10, choices=Continuity.choices, blank=True, db_default="")
    continues = models.JSONField(default=list, db_default=[], blank=True)
    # The number by which the rooms know the figure that they give, where they do; plans count anew.
    drawn_as = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        default_permissions = ["view"]
        ordering = ["plan", "number"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="indicator_number_once_a_plan")]

    @property
    def responsible(self) -> list[str]:
        return _parts(self.responsible_text)

    @property
    def is_decided_outside(self) -> bool:
        return self.drawn_as is not None and self.decided_by == DecidedBy.OUTSIDE


class PlanProject(Sealed, Labelled):
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

    @property
    def responsible(self) -> list[str]:
        return _parts(self.lead)


class PlanTask(Sealed, Labelled):
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
    responsible_text = models.CharField(_("responsible"), max_length=200, blank=True, db_default="")
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="tasks")
    projects = models.ManyToManyField(PlanProject, blank=True, related_name="tasks")

    class Meta:
        default_permissions = ["view"]
        ordering = ["plan", "position"]
        verbose_name = _("task of the plan")
        verbose_name_plural = _("tasks of the plan")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="task_number_once_a_plan")]

    @property
    def responsible(self) -> list[str]:
        return _parts(self.responsible_text)
