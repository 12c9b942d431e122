"""WeChat's two ways are one provider. Of a person who came both ways before, the account made outside stays the one that
is found; the other is left as it is, reached by its phone number."""

from django.db import migrations


def join(apps, schema_editor):
    accounts = apps.get_model("socialaccount", "SocialAccount").objects
    known = set(accounts.filter(provider="weixin").values_list("uid", flat=True))
    accounts.filter(provider="weixin_inside").exclude(uid__in=known).update(provider="weixin")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_sessions_ended"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [migrations.RunPython(join, migrations.RunPython.noop)]
