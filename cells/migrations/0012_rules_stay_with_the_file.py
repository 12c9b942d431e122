"""What was handed in keeps the rules it was handed in under; certificates keep the kind of unit they were issued to.

Files that are under way get the rules as they stand; of decided ones the levels are those that the decision kept.
"""

import hashlib
import json
from decimal import Decimal

import django.db.models.deletion
from django.db import migrations, models

from cells.triggers import GUARDS, RULES
from portal.ledger import guards

BATCH = 500


def plain(row, fields):
    found = {field.name: getattr(row, field.name) for field in fields}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in found.items()}


def freeze(apps, schema_editor):
    alias = schema_editor.connection.alias
    names = ("Application", "Certificate", "Decision", "Rules", "UnitType")
    application, certificate, decision, rules, unit_type = (apps.get_model("cells", name) for name in names)

    def rules_of(kind, **levels):
        scheme = [field for field in kind.scheme._meta.fields if field.name not in {"id", "code", "counting"}]
        settings = {**plain(kind.scheme, scheme), **levels}
        known = [field for field in kind._meta.fields if field.name in {"code", "name", "name_en", "bucket"}]
        content = {"scheme": settings, "kind": plain(kind, known)}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(text.encode()).hexdigest()
        return rules.objects.using(alias).get_or_create(digest=digest, defaults={"content": content})[0].pk

    for kind in unit_type.objects.using(alias).select_related("scheme"):
        issued = certificate.objects.using(alias).filter(unit_type=kind)
        issued.update(kind_name=kind.name, kind_name_en=kind.name_en, bucket=kind.bucket)
        rows = application.objects.using(alias).filter(rubric__unit_type=kind).exclude(submitted_at=None)
        under_way = rows.exclude(pk__in=decision.objects.using(alias).values("application"))
        if under_way.exists():
            under_way.update(rules=rules_of(kind))
        kept = decision.objects.using(alias).filter(application__rubric__unit_type=kind)
        decided = {}
        for pk, frozen in kept.values_list("application_id", "frozen").iterator(chunk_size=BATCH):
            decided.setdefault(rules_of(kind, level_scheme=frozen["level_scheme"]), []).append(pk)
        for found, pks in decided.items():
            for start in range(0, len(pks), BATCH):
                rows.filter(pk__in=pks[start : start + BATCH]).update(rules=found)


def guard(apps, schema_editor):
    guards.install(schema_editor.connection, GUARDS)


def unguard(apps, schema_editor):
    guards.remove(schema_editor.connection, [RULES])


class Migration(migrations.Migration):

    dependencies = [
        ('cells', '0011_last_day_of_a_notice_may_move_on'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='SHA-256 of the content')),
            ],
        ),
        migrations.AddField(
            model_name='certificate',
            name='bucket',
            field=models.CharField(blank=True, db_default='', default='', max_length=20),
        ),
        migrations.AddField(
            model_name='certificate',
            name='kind_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='certificate',
            name='kind_name_en',
            field=models.CharField(blank=True, db_default='', default='', max_length=200),
        ),
        migrations.AddField(
            model_name='application',
            name='rules',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='cells.rules'),
        ),
        migrations.RunPython(freeze, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(guard, unguard, elidable=False),
    ]
