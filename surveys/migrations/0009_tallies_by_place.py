"""Counts are kept by place too, one row a cell: people of one place resemble each other, and an interval must know it."""

from collections import defaultdict

import django.db.models.deletion
from django.db import migrations, models


CELL = ("area", "age", "group", "mode", "tier")
WAITING = """
    INSERT INTO surveys_pendingtally (response_id)
    SELECT id FROM surveys_response WHERE id NOT IN (SELECT response_id FROM surveys_pendingtally)
"""


def counts_by_cell(apps, schema_editor):
    """Answers that are there wait to be counted anew; where they are gone, the counts become one row a cell, of no place."""
    old, new, response = (apps.get_model("surveys", name) for name in ("Tally", "CellTally", "Response"))
    with_answers = set(response.objects.order_by().values_list("wave", flat=True).distinct())
    cells = defaultdict(lambda: defaultdict(dict))
    kept = old.objects.exclude(wave__in=with_answers).values_list("wave", "layer", *CELL, "subject", "category", "count")
    for *cell, subject, category, count in kept.iterator():
        cells[tuple(cell)][subject][category] = count
    new.objects.bulk_create(
        (
            new(wave_id=wave, layer=layer, counts=counts, **dict(zip(CELL, cell)))
            for (wave, layer, *cell), counts in cells.items()
        ),
        batch_size=500,
    )
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(WAITING)
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no table could be altered in this transaction


class LeaveTable(migrations.DeleteModel):
    """Gone for this code. On PostgreSQL the table stays, tied to nothing, since the release before, which may still serve,
    or be gone back to, counts in it. The release after the next takes it away.
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = from_state.apps.get_model(app_label, self.name)
        for name in schema_editor._constraint_names(model, ["wave_id"], foreign_key=True):
            schema_editor.execute(schema_editor._delete_fk_sql(model, name))


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0008_mixed_answers'),
    ]

    operations = [
        migrations.CreateModel(
            name='CellTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('layer', models.CharField(choices=[('raw', 'All answers'), ('cleaned', 'After checks')], max_length=10)),
                ('area', models.CharField(blank=True, max_length=50)),
                ('age', models.CharField(blank=True, max_length=40)),
                ('group', models.CharField(blank=True, max_length=40)),
                ('mode', models.CharField(blank=True, max_length=20)),
                ('tier', models.CharField(blank=True, max_length=20)),
                ('place', models.CharField(blank=True, max_length=6)),
                ('counts', models.JSONField()),
                ('wave', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cell_tallies', to='surveys.wave')),
            ],
            options={
                'verbose_name': 'tally',
                'constraints': [models.UniqueConstraint(fields=('wave', 'layer', 'area', 'age', 'group', 'mode', 'tier', 'place'), name='cell_tally_once')],
            },
        ),
        migrations.RunPython(counts_by_cell, migrations.RunPython.noop),
        LeaveTable(
            name='Tally',
        ),
    ]
