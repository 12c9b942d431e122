import pytest
from django.test import Client

from portal.accounts.roles import Role
from portal.directory.models import Department
from surveys.enums import CommitmentState, WaveState
from surveys.models import Commitment, Wave
from tests.surveys.views.test_work import client_of, url


@pytest.fixture
def closed(wave):
    Wave.objects.update(state=WaveState.CLOSED)
    return Wave.objects.get()


def test_a_concern_goes_from_its_name_to_the_results_page(closed):
    office = Department.objects.create(code="city", name="区城管局")
    client = client_of(Role.DISTRICT_ADMINISTRATOR)
    assert "居民提出的问题" in client.get(url("commitment-list", closed)).content.decode()
    assert client.post(url("commitment-list", closed), {"concern": ""}).status_code == 400
    assert client.post(url("commitment-list", closed), {"concern": "旧家具没处放"}).status_code == 302
    row = Commitment.objects.get()
    step = url("commitment-step", closed, row.public_id, "promise")
    answer = client.post(step, {"answer": "增设两处。", "due_on": "2026-12-31"})
    assert (answer.status_code, "请写明由哪个部门负责" in answer.content.decode()) == (400, True)
    given = {"answer": "增设两处。", "office": office.pk, "due_on": "2026-12-31"}
    assert client.post(step, given).status_code == 302
    assert client.post(url("commitment-step", closed, row.public_id, "burn"), given).status_code == 404
    row.refresh_from_db()
    assert row.state == CommitmentState.PROMISED
    page = Client().get(f"/surveys/resident/waves/{closed.number}/").content.decode()
    assert "增设两处。" in page
    assert "区城管局" in page
    assert "2026-12-31" in page
