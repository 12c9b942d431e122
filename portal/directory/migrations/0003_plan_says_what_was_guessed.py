"""Kinds of target, the base year and the name in addresses are the plan's data; what was guessed is written down."""

import re
from decimal import Decimal, InvalidOperation

from django.db import migrations, models

OUTSIDE = {"not_applicable": "not_applicable", "follows_city": "set_elsewhere"}
CITY_WORDS, CHANGE_WORD = ("市里下达", "市级相关规定"), "幅度"
CHANGE_WORDS = (CHANGE_WORD, "增长率")
BASE_YEAR = 2020


def state(apps, schema_editor):
    for plan in apps.get_model("directory", "Plan").objects.all():
        plan.slug = plan.code if re.fullmatch(r"[0-9]{4}-[0-9]{4}", plan.code) else years(plan, apps)
        plan.base_year = BASE_YEAR
        plan.save()
    for row in apps.get_model("directory", "Indicator").objects.all():
        row.target_kind = kind_of(row)
        if row.target_kind == "trend" and CHANGE_WORD in row.name:
            row.target_operator = "change"
        row.is_unbounded = any(word in row.name for word in CHANGE_WORDS)
        row.save()


def years(plan, apps):
    slug = f"{plan.starts_on.year}-{plan.ends_on.year}"
    is_taken = apps.get_model("directory", "Plan").objects.filter(slug=slug).exists()
    return f"{slug}-{plan.pk}" if is_taken else slug


def kind_of(row):
    operator = row.target_operator
    if operator in OUTSIDE:
        return OUTSIDE[operator]
    if operator.startswith("trend"):
        return "trend"
    if operator == "qualitative":
        return "city_rule" if any(word in row.target_text for word in CITY_WORDS) else "milestone"
    try:
        baseline = Decimal(row.baseline_text.strip())
    except InvalidOperation:
        return "reach"
    value = row.target_value
    holds = {"ge": baseline >= value, "gt": baseline > value, "le": baseline <= value}[operator]
    if not holds:
        return "reach"
    return "cap" if operator == "le" else "hold"


class Migration(migrations.Migration):
    dependencies = [("directory", "0002_tasks_leads_and_own_figures")]
    operations = [
        migrations.AddField("plan", "slug", models.SlugField(null=True, verbose_name="name in addresses")),
        migrations.AddField(
            "plan", "base_year", models.PositiveSmallIntegerField(null=True, verbose_name="base year")
        ),
        migrations.AddField(
            "indicator", "target_kind", models.CharField(db_default="", max_length=20, verbose_name="kind of target"),
        ),
        migrations.AddField(
            "indicator",
            "target_upper",
            models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name="upper end"),
        ),
        migrations.AddField(
            "indicator", "steps", models.JSONField(blank=True, db_default={}, default=dict, verbose_name="yearly steps")
        ),
        migrations.AddField("indicator", "groups", models.JSONField(blank=True, db_default=[], default=list, verbose_name="groups")),
        migrations.AddField(
            "indicator",
            "decided_by",
            models.CharField(
                choices=[("own", "the portal's own figure"), ("outside", "the official figure from outside")],
                db_default="own",
                default="own",
                max_length=10,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            "indicator",
            "is_unbounded",
            models.BooleanField(db_default=False, default=False, verbose_name="may lie outside of 0 to 100 %"),
        ),
        migrations.AddField(
            "plantask",
            "responsible_text",
            models.CharField(blank=True, db_default="", max_length=200, verbose_name="responsible"),
        ),
        migrations.RunPython(state, migrations.RunPython.noop, elidable=False),
    ]
