"""A decision may be reopened: several decisions and notices of one application, each of its round; appeals of refusals."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cells.triggers import DECISIONS, GUARDS
from portal.ledger import guards


def guard_anew(apps, schema_editor):
    guards.remove(schema_editor.connection, [DECISIONS])
    guards.install(schema_editor.connection, GUARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('cells', '0016_corrections_of_units'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='decision',
            options={'ordering': ['pk'], 'verbose_name': 'decision'},
        ),
        migrations.AddField(
            model_name='appeal',
            name='application',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='cells.application'),
        ),
        migrations.AddField(
            model_name='application',
            name='reopened',
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name='decision',
            name='number',
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name='noticeentry',
            name='number',
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AlterField(
            model_name='appeal',
            name='certificate',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='cells.certificate'),
        ),
        migrations.AlterField(
            model_name='decision',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='cells.application'),
        ),
        migrations.AlterField(
            model_name='noticeentry',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notice_entries', to='cells.application'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('application__isnull', False), ('certificate__isnull', True)), models.Q(('application__isnull', True), ('certificate__isnull', False)), _connector='OR'), name='appeal_is_about_one_matter'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('application', 'number'), name='decision_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='noticeentry',
            constraint=models.UniqueConstraint(fields=('application', 'number'), name='notice_entry_once_a_round'),
        ),
        migrations.RunPython(guard_anew, guard_anew, elidable=False),
    ]
