"""What a figure means, as its office says it; the database refuses what would change it."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.board.triggers import GUARDS
from portal.ledger import guards

OWN = ("board_definition",)


def install(apps, schema_editor):
    guards.install(schema_editor.connection, GUARDS)


def remove(apps, schema_editor):
    guards.remove(schema_editor.connection, [guard for guard in GUARDS if guard.table in OWN])


class Migration(migrations.Migration):

    dependencies = [
        ('board', '0009_days_that_are_announced_and_remarks_on_plans'),
        ('directory', '0006_what_a_plan_says_beside'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Definition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('counted', models.CharField(help_text='What is in the figure, and what is not.', max_length=1000, verbose_name='What counts')),
                ('base', models.CharField(help_text='What it is divided by. Where nothing is divided, say so.', max_length=1000, verbose_name='Out of what')),
                ('formula', models.CharField(max_length=1000, verbose_name='Formula')),
                ('source', models.CharField(help_text='Which ledger, register or statistic, and who keeps it.', max_length=1000, verbose_name='Where the numbers come from')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='Reason of the change')),
                ('state', models.CharField(choices=[('waiting', 'Waits for another person'), ('published', 'Published'), ('returned', 'Sent back')], max_length=10)),
                ('entered_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decline_reason', models.CharField(blank=True, max_length=300)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='definitions', to='directory.indicator')),
            ],
            options={
                'verbose_name': 'definition of an indicator',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('entered_by')), _negated=True), ('state', 'returned'), _connector='OR'), name='definition_two_persons'), models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('indicator',), name='definition_waits_once')],
            },
        ),
        migrations.RunPython(install, remove, elidable=False),
    ]
