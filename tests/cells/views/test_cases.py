"""The list of all cases, its files, and organisations entered from a table."""

import io
from hashlib import sha256

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from cells.enums import ApplicationStatus as Status
from cells.forms.batch import LABELS, MOST
from cells.models import Invitation, Organisation
from portal.ledger.queries import exports
from tests.factories.cells import Case, area, credit_code
from tests.signed_in import take_out

pytestmark = pytest.mark.django_db
LIST, IMPORT = reverse("cells:case-list"), reverse("cells:organisation-import")


@pytest.fixture
def cases(people, now, at):
    at(now)
    found = [
        Case(people, now, name="甲单位").to(Status.SUBMITTED),
        Case(people, now, name="=乙单位", area=area("lanling")),
        Case(people, now, name="丙单位"),
    ]
    other = found[1].fill()
    other.submit()
    return found


def rows_of(page):
    return [row.organisation.name for row in page.context["page"]]


def test_each_office_sees_its_own_and_filters(cases, people, client_of):
    officer, district = client_of(people.officer), client_of(people.district)
    assert rows_of(officer.get(LIST)) == ["甲单位"]
    assert set(rows_of(district.get(LIST))) == {"甲单位", "=乙单位"}
    assert rows_of(district.get(LIST, {"area": "lanling"})) == ["=乙单位"]
    assert rows_of(district.get(LIST, {"q": cases[0].organisation.credit_code[:12]})) != []
    assert rows_of(district.get(LIST, {"q": cases[0].row.reference.lower()})) == ["甲单位"]
    assert rows_of(district.get(LIST, {"status": "accepted"})) == []
    assert rows_of(district.get(LIST, {"unit_type": "jiguan", "order": "unit"})) == ["=乙单位", "甲单位"]
    assert len(rows_of(district.get(LIST, {"status": "nonsense", "order": "nonsense", "page": "x"}))) == 2
    assert reverse("cells:review-show", args=[cases[0].row.public_id]) in officer.get(LIST).content.decode()


def test_the_list_as_files(cases, people, client_of):
    client = client_of(people.district)
    export = reverse("cells:case-export")
    text = take_out(client, f"{export}?area=lanling", "csv").getvalue().decode()
    assert text.startswith("\ufeff")
    assert "'=乙单位" in text
    assert "甲单位" not in text
    file = take_out(client, export, "xlsx").getvalue()
    sheet = load_workbook(io.BytesIO(file)).active
    assert sheet.max_row == 3
    cells = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row}
    assert cells["=乙单位"] == "s"
    assert cells[100] == "n"
    assert take_out(client, export, "pdf").status_code == 400
    take_out(client, f"{export}?q=单位", "csv")
    kept = [entry.after for entry in exports().order_by("sequence")]
    assert [(said["form"], said["rows"], said["filters"]) for said in kept] == [
        ("csv", 1, {"area": "lanling"}),
        ("xlsx", 2, {}),
        ("csv", 2, {"q": "…"}),
    ]
    assert kept[1]["sha256"] == sha256(file).hexdigest()


def head():
    return [str(LABELS[name]) for name in ("name", "credit_code", "unit_type", "area", "address", "phone")]


def line(number, **instead):
    cells = {
        "name": f"单位{number}",
        "code": credit_code(number),
        "type": "机关（含事业单位办公场所）",
        "area": "红梅街道",
        "address": "路",
    }
    cells |= {"phone": ""} | instead
    return list(cells.values())


def xlsx(*rows, name="单位.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def table(*rows, coding="utf-8-sig"):
    text = "\r\n".join(",".join(row) for row in rows)
    return SimpleUploadedFile("单位.csv", text.encode(coding))


@pytest.fixture
def client(module_scheme, people, now, at, client_of):
    at(now)
    area()
    return client_of(people.district)


def test_a_table_is_tried_then_entered(client):
    first = line(900, type="jiguan", phone="138 0013 8777")
    page = client.post(IMPORT, {"file": xlsx(head(), first, line(901))})
    assert page.status_code == 200
    assert not Organisation.objects.exists()
    answer = client.post(IMPORT, {"rows": page.context["payload"]}, follow=True)
    assert "2" in answer.content.decode()
    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["单位900", "单位901"]
    assert Invitation.objects.get().organisation.name == "单位900"
    again = client.post(IMPORT, {"rows": page.context["payload"]})
    assert again.status_code == 409
    assert Organisation.objects.count() == 2


def test_the_empty_table_has_the_columns_that_the_import_reads(client):
    file = client.get(reverse("cells:organisation-template")).content
    sheet = load_workbook(io.BytesIO(file)).active
    assert [cell.value for cell in sheet[1]] == [str(label) for label in LABELS.values()]


def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_entered(client):
    bad = [
        line(910),
        line(911, code="91350100M000100Y44"),
        line(910, name="同码"),
        line(912, area="火星街道"),
        line(913, phone="12"),
        line(914, name=""),
    ]
    page = client.post(IMPORT, {"file": table(head(), *bad)})
    found = {row.number: [column for column, _words in row.errors] for row in page.context["wrong"]}
    labels = dict(zip(("name", "credit_code", "unit_type", "area", "address", "phone"), head(), strict=True))
    assert found == {
        3: [labels["credit_code"] + " B3"],
        4: [labels["credit_code"]],
        5: [labels["area"] + " D5"],
        6: [labels["phone"] + " F6"],
        7: [labels["name"] + " A7"],
    }
    assert [row.number for row in page.context["right"]] == [2]
    assert not Organisation.objects.exists()


def test_a_chinese_table_of_excel_is_read(client):
    page = client.post(IMPORT, {"file": table(head(), line(920, name="龘某馆"), coding="gb18030")})
    assert page.status_code == 200
    assert [row.entry[0]["name"] for row in page.context["rows"]] == ["龘某馆"]


@pytest.mark.parametrize(
    "file",
    [
        lambda: table(head()),
        lambda: table(["甲", "乙"], ["1", "2"]),
        lambda: table(head(), *[line(number) for number in range(MOST + 1)]),
        lambda: SimpleUploadedFile("x.csv", b"\xff\xfe\x00\x81"),
        lambda: SimpleUploadedFile("x.xlsx", b"PK nothing"),
        lambda: SimpleUploadedFile("x.csv", b"a" * (5 * 1024 * 1024 + 1)),
    ],
    ids=["head only", "other columns", "too many", "no text", "no workbook", "too large"],
)
def test_a_file_that_is_no_such_table_is_refused_in_words(client, file):
    page = client.post(IMPORT, {"file": file()})
    assert page.status_code == 400
    assert 'role="alert"' in page.content.decode()


def test_a_table_that_was_changed_on_its_way_is_not_entered(client):
    forged = signing.dumps([head(), line(930)], salt="other", compress=True)
    assert client.post(IMPORT, {"rows": forged}).status_code == 400
    assert not Organisation.objects.exists()
