"""Links of invitations as a file for the mail merge or the letter."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from portal.spreadsheets import csv_lines


def links_csv(addresses: Iterable[str]) -> Iterator[str]:
    return csv_lines([_("Number"), _("Link for one answer")], enumerate(addresses, 1))
