from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import get_template
from django.utils import translation

from portal.accounts.sms.texts import compose, kind_of, tag_of, templates

# How a value is written in a text that is handed in for approval: by its name, or by its number.
PLACES = {"aliyun": "${{{name}}}"}
BY_NUMBER = "{{{number}}}"
STAND_IN = 90_000


class Command(BaseCommand):
    help = (
        "Lists the texts of all messages as a provider approves them, each with the name to which its code belongs in "
        "PORTAL_SMS_TEMPLATES."
    )

    def handle(self, *args, **options):
        with translation.override(settings.LANGUAGE_CODE):
            for template in templates():
                self.stdout.write(f"{kind_of(template)}\n  {text_of(template)}")


def text_of(template: str) -> str:
    """While the text is drawn a number stands for each value, since some are counted."""
    names = list(tag_of(get_template(template).template).values)
    numbers = {name: STAND_IN + number for number, name in enumerate(names, 1)}
    words = compose(template, {**numbers, "base_url": settings.PORTAL_BASE_URL, "is_provisional": False}).words
    place = PLACES.get(settings.PORTAL_SMS_SENDER, BY_NUMBER)
    for number, name in enumerate(names, 1):
        words = words.replace(str(STAND_IN + number), place.format(name=name, number=number))
    return words
