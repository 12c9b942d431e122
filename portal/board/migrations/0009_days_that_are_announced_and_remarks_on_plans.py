"""Days that are announced, and what offices say of the next plan; the database refuses what would change either."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.board.triggers import GUARDS
from portal.ledger import guards

OWN = ("board_release", "board_planremark")


def install(apps, schema_editor):
    guards.install(schema_editor.connection, GUARDS)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection, [guard for guard in GUARDS if guard.table in OWN])


class Migration(migrations.Migration):

    dependencies = [
        ('board', '0008_a_closed_plan_has_its_file'),
        ('directory', '0006_what_a_plan_says_beside'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanRemark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='row of the plan')),
                ('text', models.CharField(blank=True, max_length=500, verbose_name='remark')),
                ('entered_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='board.plandraft')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.department')),
            ],
            options={
                'verbose_name': 'remark on a plan',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('answer', ''), models.Q(('text', ''), _negated=True), _connector='OR'), name='plan_remark_answers_words'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_by', None)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_by__isnull', False)), _connector='OR'), name='plan_remark_answered_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('period', models.CharField(max_length=10, verbose_name='period')),
                ('day', models.DateField(verbose_name='day of release')),
                ('state', models.CharField(choices=[('provisional', 'Provisional'), ('confirmed', 'Confirmed'), ('postponed', 'Postponed'), ('published', 'Published'), ('cancelled', 'Cancelled')], max_length=12)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='directory.plan')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'release',
                'ordering': ['day', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('plan', 'period'), name='release_once_a_period'), models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), models.Q(('confirmed_by', models.F('set_by')), _negated=True), _connector='OR'), name='release_two_persons')],
            },
        ),
        migrations.RunPython(install, remove, elidable=False),
    ]
