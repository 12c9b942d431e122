"""Every plan has its name in addresses and its base year; apart from writing them, as PostgreSQL asks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_plan_says_what_was_guessed")]
    operations = [
        migrations.AlterField("plan", "slug", models.SlugField(unique=True, verbose_name="name in addresses")),
        migrations.AlterField(
            "plan", "base_year", models.PositiveSmallIntegerField(verbose_name="base year")
        ),
    ]
