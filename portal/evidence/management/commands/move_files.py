from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from portal import stores
from portal.settings.stores import FOLDER, STORE, one_of
from portal.stores.folder import Folder
from portal.stores.moving import clear, copy_all

PLACES = {"evidence": stores.evidence, "media": stores.pictures}


class Command(BaseCommand):
    help = (
        "Copies all files to the other store and holds both sides together; people may go on sending while PORTAL_FILES "
        "names both. --clear takes away afterwards what is proven to be there twice. --copy FOLDER makes a copy for a backup."
    )

    def add_arguments(self, parser):
        way = parser.add_mutually_exclusive_group(required=True)
        way.add_argument("--to", choices=(STORE, FOLDER))
        way.add_argument("--copy", metavar="FOLDER", type=Path)
        parser.add_argument("--clear", action="store_true")

    def handle(self, *, to, copy, **options):
        if to and set(settings.ENV.files) != {STORE, FOLDER}:
            raise CommandError("PORTAL_FILES must name both, what is written to first: docs/deploy-nodes.md.")
        if to and settings.ENV.files[0] != to:
            raise CommandError(f"What people send still goes elsewhere: PORTAL_FILES='{' '.join(settings.ENV.files)}'.")
        if copy and options["clear"]:
            raise CommandError("A copy for a backup takes nothing away.")
        faults = [fault for place in PLACES for fault in self._move(place, to, copy, take_away=options["clear"])]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} files are not on both sides alike; nothing of them was taken away.")

    def _move(self, place: str, to: str | None, copy: Path | None, *, take_away: bool) -> list[str]:
        source, target = self._ways(place, to, copy)
        proof = copy_all(source, target)
        gone = clear(source, target) if take_away else 0
        self.stdout.write(
            f"{place}: {proof.files} files, {proof.bytes} bytes, {proof.copied} copied, {gone} taken away, sum {proof.sum}"
        )
        return [f"{place}/{fault}" for fault in proof.faults]

    def _ways(self, place: str, to: str | None, copy: Path | None):
        if copy is not None:
            return PLACES[place](), Folder(location=copy / place, inside=f"/-/{place}/")
        return [_made(one_of(settings.ENV, kind, place, None)) for kind in (FOLDER if to == STORE else STORE, to)]


def _made(known: dict):
    return import_string(known["BACKEND"])(**known["OPTIONS"])
