"""Spreadsheets out and in: typed text, dry run, errors by row and column, once only, all or nothing."""

import io
import uuid

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from campaigns.exports.sheet import workbook_of
from campaigns.forms.sheet import columns
from campaigns.models import Event
from portal import clock
from portal.accounts.roles import Role
from portal.spreadsheets import MEDIA_TYPES
from tests.factories.accounts import GrantFactory
from tests.factories.campaigns import AreaFactory, CommunityFactory, EventFactory, link_proof
from tests.factories.campaigns import officer as an_officer
from tests.factories.campaigns import reviewer as a_reviewer
from tests.factories.evidence import upload
from tests.signed_in import take_out

pytestmark = pytest.mark.django_db
IMPORT = reverse("campaigns:event-import")
EXPORT = reverse("campaigns:event-export")
REPORT = {
    "title": "旧衣交换",
    "type": "旧物交换或回收",
    "day": "2026-10-20",
    "begins": "09:00",
    "ends": "11:00",
    "audiences": "社区、家庭",
    "people_reached": 45,
    "counting": "签到",
    "proof_link": "https://example.org/news/9",
}
PLAN = {
    "title": "集市摆摊",
    "type": "Stall",
    "day": "2027-01-20",
    "begins": "14:00",
    "ends": "16:00",
    "audiences": "学校",
}


@pytest.fixture
def desk(client, area):
    client.force_login(an_officer(area))
    return client


def sheet(*rows, language="zh-hans", **extra) -> SimpleUploadedFile:
    book = Workbook()
    with override(language):
        asked = columns(clock.today())
    book.active.append([column.label for column in asked] + list(extra))
    for row in rows:
        book.active.append([row.get(column.name) for column in asked] + list(extra.values()))
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("events.xlsx", file.getvalue(), MEDIA_TYPES["xlsx"])


def dry_run(desk, *rows, **kwargs):
    return desk.post(IMPORT, {"file": sheet(*rows, **kwargs)})


def test_a_dry_run_keeps_nothing_and_then_all_is_taken_over(desk):
    shown = dry_run(desk, REPORT, PLAN, 备注="随便")
    assert shown.status_code == 200
    assert not Event.objects.exists()
    assert [row.entry.reports for row in shown.context["rows"]] == [True, False]
    answer = desk.post(IMPORT, {"rows": shown.context["payload"]})
    assert answer.url == reverse("campaigns:event-mine")
    assert {event.title: event.state for event in Event.objects.all()} == {"旧衣交换": "held", "集市摆摊": "planned"}
    event = Event.objects.get(title="旧衣交换")
    assert (event.audiences, event.people_reached, event.channel) == (["communities", "families"], 45, "on_site")


def test_the_same_file_twice_is_the_same_events(desk):
    for _ in range(2):
        desk.post(IMPORT, {"rows": dry_run(desk, REPORT, PLAN).context["payload"]})
    assert Event.objects.count() == 2


def test_errors_are_named_by_row_and_column_and_nothing_is_offered(desk):
    wrong = {**REPORT, "day": "2026-13-45", "counting": "数过", "people_reached": "很多"}
    shown = dry_run(desk, REPORT, wrong)
    (row,) = shown.context["wrong"]
    assert row.number == 3
    assert {column.split()[0] for column, _message in row.errors} == {"日期", "人数怎样统计？", "参与人数"}
    assert [right.number for right in shown.context["right"]] == [2]
    assert not Event.objects.exists()


def test_places_and_partners_are_found_by_name_in_either_language(desk, area):
    place = CommunityFactory(area=area, name="翠竹社区", name_en="Cuizhu Community")
    other = AreaFactory(code="zhenglu")
    row = {**REPORT, "community": "Cuizhu Community", "partner_areas": "郑陆镇"}
    shown = dry_run(desk, row, language="en")
    desk.post(IMPORT, {"rows": shown.context["payload"]})
    event = Event.objects.get()
    assert (event.community, list(event.partner_areas.all())) == (place, [other])


def test_what_was_exported_reads_back(desk, area):
    event = EventFactory(area=area, state="verified", title="=1+1", outcome="@SUM(A1)", community=CommunityFactory())
    link_proof(event)
    book = load_workbook(io.BytesIO(take_out(desk, EXPORT, "xlsx").getvalue()))
    head, row = list(book.worksheets[0].iter_rows())
    cells = dict(zip([cell.value for cell in head], row, strict=True))
    assert (cells["标题"].value, cells["标题"].data_type) == ("=1+1", "s")
    assert (cells["活动成效"].value, cells["活动成效"].data_type) == ("@SUM(A1)", "s")
    assert cells["参与人数"].value == 60
    assert cells["编号"].value == event.reference
    again = desk.post(IMPORT, {"file": SimpleUploadedFile("a.xlsx", take_out(desk, EXPORT, "xlsx").getvalue())})
    shown = again.context
    assert (shown["wrong"], shown["right"], len(shown["known"]), shown["payload"]) == ([], [], 1, "")


def test_a_row_that_is_in_the_ledger_stays_as_it_is_and_new_ones_are_taken_over(desk, area):
    event = EventFactory(area=area)
    shown = dry_run(desk, {**PLAN, "title": "改了名", "reference": event.reference, "area": area.name}, PLAN)
    assert (len(shown.context["right"]), len(shown.context["known"])) == (1, 1)
    desk.post(IMPORT, {"rows": shown.context["payload"]})
    assert sorted(Event.objects.values_list("title", flat=True)) == sorted([event.title, PLAN["title"]])


def test_another_area_and_an_unknown_campaign_are_errors_of_their_columns(desk):
    AreaFactory(code="zhenglu")
    shown = dry_run(desk, {**PLAN, "area": "郑陆镇", "campaign": "没有的活动"})
    assert {column.split()[0] for column, _message in shown.context["rows"][0].errors} == {"板块", "宣传专题"}


def test_an_officer_of_two_areas_names_the_area_in_its_column(client, area):
    other = AreaFactory(code="zhenglu")
    person = an_officer(area)
    GrantFactory(user=person, role=Role.STREET_OFFICER, area=other)
    client.force_login(person)
    shown = dry_run(client, {**PLAN, "area": other.name})
    client.post(IMPORT, {"rows": shown.context["payload"]})
    assert Event.objects.get().area == other


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
def test_no_sign_makes_a_formula(sign):
    event = EventFactory(title=f"{sign}1+1\x07")
    book = load_workbook(io.BytesIO(workbook_of([event], columns(clock.today()))))
    cell = book.worksheets[0].cell(2, 1)
    assert cell.data_type == "s"
    assert cell.value == f"{sign}1+1"


def test_the_empty_sheet_names_the_words(desk):
    book = load_workbook(io.BytesIO(desk.get(reverse("campaigns:event-template")).content))
    assert book.worksheets[0].cell(2, 1).value.startswith("示例")
    assert book.worksheets[0].freeze_panes == "A2"
    assert len(book.worksheets[0].data_validations.dataValidation) == 6  # campaigns and communities have none yet
    assert book.worksheets[1].cell(2, 1).value == "宣讲"


def test_an_officer_exports_the_own_events_and_the_district_all(desk, client, area):
    EventFactory(area=area)
    EventFactory(area=AreaFactory(code="zhenglu"))

    def rows():
        return load_workbook(io.BytesIO(take_out(client, EXPORT, "xlsx").getvalue())).worksheets[0].max_row - 1

    assert rows() == 1
    client.force_login(a_reviewer())
    assert rows() == 2


@pytest.mark.parametrize(
    "file",
    [
        upload(),
        SimpleUploadedFile("a.xlsx", b"PK\x03\x04 no book", MEDIA_TYPES["xlsx"]),
        SimpleUploadedFile("a.xlsx", b"", MEDIA_TYPES["xlsx"]),
        None,
    ],
)
def test_what_is_no_spreadsheet_is_refused(desk, file):
    answer = desk.post(IMPORT, {"file": file} if file else {"x": "1"})
    assert answer.status_code == 400
    assert "file" in answer.context["form"].errors


def test_an_empty_and_an_endless_sheet_are_refused(desk):
    assert dry_run(desk).status_code == 400
    assert dry_run(desk, *[{**PLAN, "title": f"第{n}场"} for n in range(201)]).status_code == 400


def test_a_forged_or_foreign_payload_is_refused(desk, client):
    assert desk.post(IMPORT, {"rows": "nonsense"}).status_code == 400
    foreign = signing.dumps([str(uuid.uuid4()), [{"title": "x"}]], salt="campaigns.sheet", compress=True)
    assert desk.post(IMPORT, {"rows": foreign}).status_code == 400
    assert not Event.objects.exists()


def test_inj_04_addresses_in_cells_are_taken_over_and_not_fetched(desk, canary):
    called = {"title": canary.words[:100], "outcome": canary.words, "proof_link": canary.address}
    shown = dry_run(desk, REPORT | called)
    desk.post(IMPORT, {"rows": shown.context["payload"]})
    assert Event.objects.get().proofs.get().url == canary.address


def test_b22_times_days_and_numbers_as_people_write_them(desk):
    """From and until in one cell, a Chinese day, about how many."""
    written = {"day": "2026年10月20日（周二）", "begins": "下午2点-4点半", "ends": None, "people_reached": "约1,200人"}
    shown = dry_run(desk, REPORT | written)
    assert [row.errors for row in shown.context["rows"]] == [[]]
    assert "“约1,200人”读作 1200" in shown.content.decode()
    desk.post(IMPORT, {"rows": shown.context["payload"]})
    event = Event.objects.get()
    start, end = event.starts_at.astimezone(clock.DISTRICT), event.ends_at.astimezone(clock.DISTRICT)
    assert (f"{start:%m-%d %H:%M}", f"{end:%H:%M}", event.people_reached) == ("10-20 14:00", "16:30", 1200)


def test_a_nearly_right_community_and_type_are_offered(desk, area):
    CommunityFactory(area=area, name="红梅新村社区", name_en="")
    shown = dry_run(desk, REPORT | {"community": "红梅新村", "type": "旧物交换"})
    assert "是不是“红梅新村社区”？" in shown.content.decode()
    assert "是不是“旧物交换或回收”？" in shown.content.decode()
