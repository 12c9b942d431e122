"""Each list of Wagtail's that can be taken out asks what for, and is noted."""

import pytest

from portal.ledger.models import Entry
from tests.portal.cms.models.test_second_person import administrator, editor, index, module_groups, write
from tests.signed_in import take_out

__all__ = ["administrator", "editor", "index", "module_groups"]
pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
LISTS = [
    "/cms/reports/site-history/",
    "/cms/reports/aging-pages/",
    "/cms/reports/locked/",
    "/cms/reports/workflow/",
    "/cms/reports/workflow_tasks/",
    "/cms/reports/page-types-usage/",
    "/cms/redirects/",
    "/cms/areas/",
    "/cms/communities/",
]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("address", LISTS)
def test_each_list_of_the_cms_leaves_as_a_file(editor, administrator, index, address, ending):
    write(editor, index, **{"action-submit": "1"})
    answer = take_out(administrator, f"{address}?export={ending}", ending)
    assert answer.status_code == 200
    # Some lists have no columns to take out: they come as the page that they are.
    if answer["Content-Type"].startswith("text/html"):
        assert not Entry.objects.filter(action="cms.export").exists()
    else:
        assert len(Entry.objects.get(action="cms.export").after["sha256"]) == 64
