"""Each wave says who may answer it. One that had invitations, no answer by another door and no code at a place was by
invitation; every other took answers from anybody, and says so."""

from django.db import migrations, models


def name_those_by_invitation(apps, schema_editor):
    Wave, Place = apps.get_model("surveys", "Wave"), apps.get_model("surveys", "Place")
    invited = Wave.objects.filter(invitations__isnull=False).distinct()
    for wave in invited.exclude(survey__in=Place.objects.values("survey")):
        if not wave.responses.exclude(tier="invited").exists():
            Wave.objects.filter(pk=wave.pk).update(admission="invited")


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0006_text_headings'),
    ]

    operations = [
        migrations.AddField(
            model_name='wave',
            name='admission',
            field=models.CharField(choices=[('open', 'Anyone'), ('invited', 'By invitation only'), ('apart', 'Invited people and anyone else, kept apart')], db_default='open', default='open', editable=False, max_length=10, verbose_name='who may answer'),
        ),
        migrations.AddConstraint(
            model_name='wave',
            constraint=models.CheckConstraint(condition=models.Q(('admission__in', ['open', 'invited', 'apart'])), name='wave_says_who_may_answer'),
        ),
        migrations.RunPython(name_those_by_invitation, migrations.RunPython.noop),
    ]
