from django.core.management.base import BaseCommand, CommandError

from portal.clock import now
from surveys.enums import Layer, WaveState
from surveys.models import Wave
from surveys.operations.retention import is_expired
from surveys.operations.tallying import fold_answers, recount


class Command(BaseCommand):
    help = "Count new answers into the tallies; --verify counts everything again and compares to the bit."

    def add_arguments(self, parser):
        parser.add_argument("--verify", action="store_true", help="recount from the answers and put right what differs")

    def handle(self, *args, **options):
        wrong = []
        for wave in Wave.objects.exclude(state=WaveState.PLANNED).select_related("survey"):
            self.stdout.write(f"{wave}: {fold_answers(wave=wave)} new")
            if options["verify"] and not is_expired(wave, now()):
                right = recount(wave=wave)
                wrong += [f"{wave} {layer}" for layer in Layer if not right[layer]]
        if wrong:
            raise CommandError(f"differed and put right: {', '.join(wrong)}")
        if options["verify"]:
            self.stdout.write("all tallies equal a full recount")
