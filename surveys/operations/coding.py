"""People sort what was written by hand under headings. The words themselves are shown to nobody else."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.ledger.operations import record
from portal.procedure.refusals import Kind, Refused
from surveys.models import Response, TextCode, TextCoding, Wave
from surveys.operations.tallying import lock_tallies
from surveys.permissions import can_code_texts


@transaction.atomic
def sort_text(  # noqa: PLR0913 - keywords all
    *,
    wave: Wave,
    item: str,
    response: uuid.UUID,
    codes: Sequence[TextCode],
    alike: Sequence[uuid.UUID] = (),
    new_code: str = "",
    new_code_en: str = "",
    actor,
    now: datetime,
) -> None:
    """Under these headings and no others; ``new_code`` makes one more. Without any the text is read and done with.

    ``alike``: texts that say the same and that nobody has read yet; they go where this one goes.
    """
    if not can_code_texts(actor, wave):
        raise PermissionDenied
    lock_tallies(wave)
    if not Response.objects.select_for_update().filter(wave=wave, pk=response).exists():
        raise Refused(Kind.STALE)
    chosen = {code.pk: code for code in codes}
    if new_code.strip():
        made = _heading(wave, item, new_code, new_code_en)[0]
        chosen[made.pk] = made
    rows = TextCoding.objects.filter(response=response, item=item)
    before = _labels(rows)
    rows.delete()
    same = _unread(wave, item, alike)
    TextCoding.objects.bulk_create(
        TextCoding(wave=wave, item=item, response=text, code=code, coded_by=actor, coded_at=now)
        for text in (response, *same)
        for code in chosen.values() or [None]
    )
    facts = {"text": str(response), "item": item} | ({"alike": sorted(map(str, same))} if same else {})
    stood, stands = ({**facts, "headings": labels} for labels in (before, _labels(rows.all())))
    record(actor=actor, now=now, action="text.sort", subject=wave, before=stood, after=stands)


def _heading(wave: Wave, item: str, label: str, label_en: str) -> tuple[TextCode, bool]:
    names = {"label_en": label_en.strip()}
    return TextCode.objects.get_or_create(survey=wave.survey, item=item, label=label.strip(), defaults=names)


def _unread(wave: Wave, item: str, responses: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Those of them that are there and that nobody has read."""
    there = Response.objects.filter(wave=wave, pk__in=responses, **{f"answers__{item}__isnull": False})
    return list(
        there.exclude(pk__in=TextCoding.objects.filter(wave=wave, item=item).values("response")).values_list(
            "pk", flat=True
        )
    )


@transaction.atomic
def add_heading(*, wave: Wave, item: str, label: str, label_en: str, actor, now: datetime) -> TextCode:
    """A heading that somebody accepts, before any text stands under it."""
    if not can_code_texts(actor, wave):
        raise PermissionDenied
    code, is_new = _heading(wave, item, label, label_en)
    if is_new:
        record(actor=actor, now=now, action="heading.add", subject=wave, after={"item": item, "heading": code.label})
    return code


def _labels(rows) -> list[str]:
    return sorted(rows.filter(code__isnull=False).values_list("code__label", flat=True))
