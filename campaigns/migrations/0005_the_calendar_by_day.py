from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0004_gallery_questions_figure")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["starts_at", "id"], name="event_start"),
        ),
    ]
