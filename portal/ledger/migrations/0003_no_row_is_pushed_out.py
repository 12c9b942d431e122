"""Here triggers were installed that 0005 replaces."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_triggers")]
    operations = []
