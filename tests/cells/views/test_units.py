"""The desk for units, sites on the unit's own page, and another face of a certificate, by their pages."""

import pytest
from django.urls import reverse

from cells.enums import ApplicationStatus as Status
from cells.enums import CorrectionState as State
from cells.models import Certificate, Organisation
from portal.inbox.models import Task
from tests.factories.cells import OrganisationFactory, credit_code

pytestmark = pytest.mark.django_db
ODD = credit_code(90)[:-1] + ("A" if credit_code(90)[-1] != "A" else "B")


def show(row):
    return reverse("cells:unit-show", args=[row.public_id])


def posted(client, page, step="", **data):
    prefix = f"{step}-" if step else ""
    sent = {f"{prefix}{name}": value for name, value in data.items()}
    return client.post(page, {**sent, **({"step": step} if step else {})})


def test_a_member_adds_a_campus_and_it_stands_below(case, client_of):
    client, above = client_of(case.member), case.organisation
    page = client.get(reverse("cells:organisation-show", args=[above.public_id])).content.decode()
    address = reverse("cells:site-register", args=[above.public_id])
    assert address in page
    data = {
        "tie": "site",
        "name": "北校区",
        "unit_type": above.unit_type_id,
        "area": above.area_id,
        "address": "北路 1 号",
    }
    assert posted(client, address, **data).status_code == 302
    row = Organisation.objects.get(name="北校区")
    assert (row.above, row.memberships.get().user) == (above, case.member)
    mine = client.get(reverse("cells:application-list")).content.decode()
    assert f"{above.credit_code} ({above.name})" in mine
    assert client.get(reverse("cells:site-register", args=[row.public_id])).status_code == 404
    again = posted(client, address, **data)
    assert again.status_code == 400


def test_the_desk_enters_what_cannot_register_itself(case, people, client_of):
    client, above = client_of(people.district), case.organisation
    common = {"unit_type": above.unit_type_id, "area": above.area_id, "address": "一号", "reason": "见原件"}
    address = reverse("cells:unit-enter")
    for wrong in (
        {"credit_code": ODD, "above_code": above.credit_code, "tie": "charge"},
        {},
        {"credit_code": "12345"},
        {"above_code": credit_code(999999), "tie": "charge"},
        {"above_code": above.credit_code},
    ):
        assert posted(client, address, name="翠竹新村", **common, **wrong).status_code == 400, wrong
    good = {"above_code": above.credit_code, "tie": "charge", "phone": "13800001234"}
    assert posted(client, address, name="翠竹新村", **common, **good).status_code == 302
    assert posted(client, address, name="老字号", **common, credit_code=ODD).status_code == 302
    estate = Organisation.objects.get(name="翠竹新村")
    assert (estate.above, estate.invitations.count()) == (above, 1)
    page = client.get(show(estate)).content.decode()
    assert "由区级录入" in page
    assert above.name in client.get(show(estate)).content.decode()
    assert "翠竹新村" in client.get(reverse("cells:unit-list"), {"q": above.credit_code}).content.decode()
    assert "翠竹新村" not in client.get(reverse("cells:unit-list"), {"state": "waiting"}).content.decode()


def test_a_double_is_merged_by_two(case, people, client_of):
    double = OrganisationFactory(name=case.organisation.name, unit_type=case.organisation.unit_type)
    first, second = client_of(people.district), client_of(people.deputy)
    assert show(case.organisation) in first.get(show(double)).content.decode()
    data = {"code": case.organisation.credit_code, "site": "", "reason": "登记了两次"}
    assert posted(first, show(double), "merge", **data).status_code == 302
    task = Task.objects.get(kind="cells.correction")
    assert (task.user, task.link) == (people.deputy, show(double))
    answer = {"verdict": "approve", "answer": "属实"}
    assert posted(first, show(double), "decide", **answer).status_code == 409
    assert posted(second, show(double), "decide", **answer).status_code == 302
    double.refresh_from_db()
    assert double.merged_into == case.organisation
    page = second.get(show(double)).content.decode()
    assert show(case.organisation) in page
    assert '<form class="form"' not in page
    assert Task.objects.filter(kind="cells.correction", closed_at=None).count() == 0


@pytest.mark.parametrize("who", ["officer", "first", "resident"])
def test_the_desk_is_the_districts(case, people, client_of, who):
    client = client_of(getattr(people, who))
    for address in (reverse("cells:unit-enter"), reverse("cells:unit-list"), show(case.organisation)):
        assert client.get(address).status_code in {403, 404}


def test_a_new_print_is_asked_by_the_unit_and_made_by_the_district(case, people, client_of, at):
    at(case.to(Status.CERTIFIED).now)
    number = case.certificate.number
    own, manage = (reverse(f"cells:certificate-{name}", args=[number]) for name in ("own", "manage"))
    unit, district = client_of(case.member), client_of(people.district)
    wrong = posted(unit, own, "reissue", cause="lost", reason="")
    assert wrong.status_code == 400
    assert posted(unit, own, "reissue", cause="lost", reason="施工时损坏").status_code == 302
    assert "施工时损坏" in district.get(manage).content.decode()
    assert posted(district, manage, "decide_reissue", verdict="approve", answer="见照片").status_code == 302
    row = Certificate.objects.get()
    assert (row.edition, row.reissues.get().state) == (2, State.APPROVED)
    old = reverse("verify:certificate-check", args=[number, case.certificate.signature])
    page = unit.get(old).content.decode()
    assert "已报遗失或损坏" in page
    assert "有效" in page
    new = reverse("verify:certificate-check", args=[number, row.signature])
    assert "已报遗失或损坏" not in unit.get(new).content.decode()
