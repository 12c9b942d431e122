"""One answer in one statement that the database has prepared: what `take_answer` does in four and a COMMIT.

The connections are the door's own: Django gives back its at the end of a request, of which the door knows nothing.
"""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.db import connection

from portal.faults import is_gone
from portal.settings.data import without_pool
from surveys.door.kept import Kept
from surveys.enums import Dimension, FlagState, WaveState
from surveys.models import Invitation, Wave
from surveys.models.response import WAITING, new_reference
from surveys.operations.answering import Arrival, Sheet, key_digest
from surveys.queries import WAVE_OF
from surveys.questionnaire import COMMUNITY
from surveys.views.drawings import SECONDS

# Whoever closes the wave, or switches the code off, has done so before this, or waits. Nothing is stored then, nor where
# the key or the reference is there already: Django finds out which, and says so.
ANSWER = """
WITH held AS (
    SELECT id FROM surveys_wave WHERE id = %(wave)s AND state = %(open)s FOR KEY SHARE
), found AS (
    SELECT id FROM surveys_place WHERE id = %(place)s AND revoked_at IS NULL
), spent AS (
    UPDATE surveys_invitation SET used = true
    WHERE digest = %(invitation)s AND wave_id = (SELECT id FROM held) AND NOT used
    RETURNING id
), stored AS (
    INSERT INTO surveys_response
        (id, reference, wave_id, version_id, key_digest, area_id, community_id, place_id, mode, channel, tier, answers,
         batch)
    SELECT %(id)s, %(reference)s, held.id, %(version)s, %(digest)s,
        (SELECT id FROM directory_area WHERE code = %(area)s),
        (SELECT id FROM directory_community WHERE code = %(community)s),
        (SELECT id FROM found), %(mode)s, %(channel)s, %(tier)s, %(answers)s::jsonb, %(waiting)s
    FROM held
    WHERE (%(place)s::bigint IS NULL OR EXISTS (SELECT FROM found))
        AND (%(invitation)s::text IS NULL OR EXISTS (SELECT FROM spent))
    RETURNING id
), pending AS (
    INSERT INTO surveys_pendingtally (response_id) SELECT id FROM stored
), flagged AS (
    INSERT INTO surveys_flag (id, response_id, kind, state, reason, seen)
    SELECT gen_random_uuid(), stored.id, kind, %(undecided)s, '', %(seen)s::jsonb FROM stored, unnest(%(signs)s::text[]) AS kind
)
SELECT id FROM stored
"""
INVITATION = "SELECT wave_id FROM surveys_invitation WHERE digest = %s AND NOT used"
PATIENCE, REMEMBERED = 4.0, 2000


def store_of() -> "Store | None":
    """SQLite has one writer, and a cache in the database would take a connection: there Django answers."""
    shares = settings.CACHES["default"]["BACKEND"].endswith(".DatabaseCache")
    if connection.vendor != "postgresql" or shares:
        return None
    return Store(Connections(without_pool(settings.ENV.database_url)[1]))


class Connections:
    """As many as Django's own pool has, open as long as they are sound; who finds none free waits for one."""

    def __init__(self, most: int) -> None:
        self._idle: list[Any] = []
        self._free = BoundedSemaphore(most)

    @contextmanager
    def one(self) -> Iterator[Any]:
        if not self._free.acquire(timeout=PATIENCE):
            raise TimeoutError("no connection of the door is free")
        try:
            used = self._rested() or self._opened()
            try:
                yield used
            except Exception as fault:
                if is_gone(fault):
                    self.close()  # the server was restarted: the others are gone too
                raise
            finally:
                self._given_back(used)
        finally:
            self._free.release()

    def close(self) -> None:
        while used := self._rested():
            used.close()

    def _rested(self) -> Any:
        with suppress(IndexError):
            return self._idle.pop()
        return None

    def _given_back(self, used) -> None:
        if used.closed or used.info.transaction_status:
            used.close()
        else:
            self._idle.append(used)

    def _opened(self) -> Any:
        """As Django's own for requests, each statement a transaction, prepared at once and planned once."""
        from portal.settings.postgresql.base import patient_for  # noqa: PLC0415 - a portal on SQLite does without it

        asked = connection.get_connection_params()
        asked = {name: value for name, value in asked.items() if name not in {"cursor_factory", "context"}}
        asked["options"] = f"{asked.get('options', '')} -c plan_cache_mode=force_generic_plan"
        patient = patient_for(settings.ENV.statement_timeout_ms)
        return patient.connect(**asked | {"prepare_threshold": 0, "autocommit": True})


class Store:
    def __init__(self, connections: Connections) -> None:
        self.connections = connections
        # Of what was stored here a moment ago, who sent it asks next.
        self._waves: Kept[int] = Kept(REMEMBERED)

    def stored(self, wave: Wave, sheet: Sheet, arrival: Arrival) -> str | None:
        """The reference once it is committed; None where nothing was stored."""
        import psycopg  # noqa: PLC0415 - as below

        reference = new_reference()
        try:
            with self.connections.one() as used:
                is_stored = used.execute(ANSWER, _row(wave, sheet, arrival, reference)).fetchone()
        except psycopg.IntegrityError:
            return None
        if is_stored:
            self._waves.put(reference, wave.pk, SECONDS)
        return reference if is_stored else None

    def unused_invitation(self, digest: str) -> Invitation | None:
        """As it was a moment ago; whoever stores the answer spends it in the same statement, or stores nothing."""
        with self.connections.one() as used:
            found = used.execute(INVITATION, [digest]).fetchone()
        return found and Invitation(digest=digest, wave_id=found[0])

    def wave_of(self, reference: str) -> int | None:
        known = self._waves.get(reference)
        if known is None:
            with self.connections.one() as used:
                found = used.execute(WAVE_OF, [reference]).fetchone()
            known = found and found[0]
        return known


def _row(wave: Wave, sheet: Sheet, arrival: Arrival, reference: str) -> dict[str, Any]:
    item = wave.version.questionnaire.question_of(Dimension.AREA)
    area, community = (sheet.answers.get(item.id + part, [""])[0] if item else None for part in ("", COMMUNITY))
    return {
        "id": uuid.uuid4(),
        "reference": reference,
        "wave": wave.pk,
        "open": WaveState.OPEN.value,
        "version": wave.version_id,
        "digest": key_digest(sheet.key),
        "area": area,
        "community": community,
        "invitation": arrival.invitation and arrival.invitation.digest,
        "place": arrival.place and arrival.place.pk,
        "mode": str(arrival.mode),
        "channel": arrival.channel.value,
        "tier": arrival.tier.value,
        "answers": json.dumps(dict(sheet.answers)),
        "waiting": WAITING,
        "signs": [sign.value for sign in dict.fromkeys(sheet.signs)],
        "undecided": FlagState.OPEN.value,
        "seen": json.dumps(dict(sheet.seen)),
    }
