"""Links of invitations as a file for the mail merge or the letter."""

import csv
from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from surveys.models import Wave

BOM = "\ufeff"  # office programs then read the Chinese right


def links_file(wave: Wave, addresses: Sequence[str]) -> HttpResponse:
    response = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="invitations-{wave.survey.slug}-{wave.number}.csv"'
    response["Cache-Control"] = "no-store"
    table = csv.writer(response)
    table.writerow([_("Number"), _("Link for one answer")])
    table.writerows(enumerate(addresses, 1))
    return response
