"""What is kept of a plan that is over; the database refuses what would change it."""

import django.core.serializers.json
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.board.triggers import GUARDS
from portal.ledger import guards

OWN = ("board_closing", "board_unmetreason")


def install(apps, schema_editor):
    guards.install(schema_editor.connection, GUARDS)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection, [guard for guard in GUARDS if guard.table in OWN])


class Migration(migrations.Migration):

    dependencies = [
        ('board', '0007_the_next_plan_is_a_draft'),
        ('directory', '0006_what_a_plan_says_beside'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='UnmetReason',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('text', models.CharField(max_length=500, verbose_name='reason')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unmet_reasons', to='directory.indicator')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.department')),
            ],
            options={
                'verbose_name': 'reason of an unmet target',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('content_hash', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('waiting', 'Waits for another person'), ('published', 'Published'), ('returned', 'Sent back')], max_length=10)),
                ('entered_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decline_reason', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='directory.plan')),
            ],
            options={
                'verbose_name': 'closing file',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('entered_by')), _negated=True), ('state', 'returned'), _connector='OR'), name='closing_two_persons')],
            },
        ),
        migrations.RunPython(install, remove, elidable=False),
    ]
