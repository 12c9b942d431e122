from datetime import UTC, datetime, timedelta

from django.core.management.base import BaseCommand
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


class Command(BaseCommand):
    help = "A killed worker leaves its task RUNNING for ever: give such tasks back to the queue."

    def add_arguments(self, parser):
        parser.add_argument("--minutes", type=int, default=15, help="how long a task may run")

    def handle(self, *args, minutes, **options):
        # The queue writes its times by the machine's clock, not by the portal's.
        limit = datetime.now(UTC) - timedelta(minutes=minutes)
        stuck = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=limit)
        self.stdout.write(f"{stuck.update(status=TaskResultStatus.READY, started_at=None)} tasks given back.")
