"""The next plan before its day; the database refuses what would change it."""

import django.core.serializers.json
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.board.triggers import GUARDS
from portal.ledger import guards


def install(apps, schema_editor):
    guards.install(schema_editor.connection, GUARDS)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection, [guard for guard in GUARDS if guard.table == "board_plandraft"])


class Migration(migrations.Migration):

    dependencies = [
        ('board', '0006_rows_of_a_plan_are_guarded'),
        ('directory', '0006_what_a_plan_says_beside'),
        ('ledger', '0005_guarded_like_all_rooms'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('code', models.SlugField()),
                ('name', models.CharField(max_length=200, verbose_name='name of the plan')),
                ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('content_hash', models.CharField(max_length=64)),
                ('live_on', models.DateField(verbose_name='in force from')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('state', models.CharField(choices=[('waiting', 'Waits for another person'), ('approved', 'Approved, not in force yet'), ('returned', 'Sent back'), ('live', 'In force')], max_length=10)),
                ('entered_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decline_reason', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draft', to='directory.plan')),
            ],
            options={
                'verbose_name': 'draft of a plan',
                'ordering': ['-entered_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('entered_by')), _negated=True), ('state', 'returned'), _connector='OR'), name='plan_draft_two_persons'), models.CheckConstraint(condition=models.Q(models.Q(('plan__isnull', False), ('state', 'live')), models.Q(models.Q(('state', 'live'), _negated=True), ('plan', None)), _connector='OR'), name='plan_draft_is_live_with_its_plan'), models.UniqueConstraint(condition=models.Q(('state', 'returned'), _negated=True), fields=('code',), name='plan_draft_open_once')],
            },
        ),
        migrations.RunPython(install, remove, elidable=False),
    ]
