from django.core.management.base import BaseCommand

from portal.clock import now
from surveys.enums import WaveState
from surveys.models import Wave
from surveys.operations.mixing import clear_remains, mix_answers


class Command(BaseCommand):
    help = "Put new answers, used invitations and calls in random order, so that nothing joins them; safe to repeat."

    def handle(self, *args, **options):
        for wave in Wave.objects.exclude(state=WaveState.PLANNED).select_related("survey"):
            self.stdout.write(f"{wave}: {mix_answers(wave=wave, now=now())} moved")
        clear_remains()
