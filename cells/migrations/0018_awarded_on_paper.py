"""What was awarded on paper: a certificate without a file, from a document that two persons looked at."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cells', '0017_deciding_anew'),
        ('directory', '0005_rows_of_a_plan_have_editions'),
        ('evidence', '0004_no_hash_that_nobody_reads'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperAward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('document_number', models.CharField(max_length=100, verbose_name='document number')),
                ('issuer', models.CharField(max_length=200, verbose_name='awarded by')),
                ('level', models.CharField(blank=True, max_length=20, verbose_name='level')),
                ('awarded_on', models.DateField(verbose_name='awarded on')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('state', models.CharField(choices=[('open', 'Waiting for a second person'), ('confirmed', 'Confirmed'), ('refused', 'Entry refused')], default='open', max_length=10)),
                ('entered_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('certificate', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='award', to='cells.certificate')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='awards', to='cells.organisation')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='evidence.storedfile')),
            ],
            options={
                'verbose_name': 'award on paper',
                'ordering': ['-entered_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='certificate',
            name='document_number',
            field=models.CharField(blank=True, db_default='', default='', max_length=100),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='application',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='cells.application'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='level',
            field=models.CharField(blank=True, max_length=20, verbose_name='level'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='level_name',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='level_name_en',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='rubric',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cells.rubric'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('application__isnull', False), ('document_number', ''), ('rubric__isnull', False)), models.Q(('application__isnull', True), ('rubric__isnull', True), models.Q(('document_number', ''), _negated=True)), _connector='OR'), name='certificate_has_a_file_or_a_document'),
        ),
        migrations.AddConstraint(
            model_name='paperaward',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'refused'), _negated=True), fields=('organisation', 'document_number'), name='award_once'),
        ),
        migrations.AddConstraint(
            model_name='paperaward',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='award_is_decided_in_words'),
        ),
        migrations.AddConstraint(
            model_name='paperaward',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', models.F('entered_by')), _negated=True), name='award_by_another'),
        ),
        migrations.AddConstraint(
            model_name='paperaward',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), models.Q(('certificate__isnull', False), ('scan__isnull', False)), _connector='OR'), name='award_confirmed_has_its_scan'),
        ),
    ]
