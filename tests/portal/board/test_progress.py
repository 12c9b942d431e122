"""What offices say of tasks and projects: two persons, never overwritten, what is blocked stays inside."""

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from portal.accounts.roles import Role
from portal.board.figures.drift import drifts
from portal.board.models import ProgressNote
from portal.board.operations import (
    approve_note,
    decline_note,
    note_progress,
    revise_note,
)
from portal.board.permissions import can_note
from portal.inbox.models import Task
from portal.ledger.queries import entries_about
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor
from tests.factories.board import DepartmentFactory, officer
from tests.factories.directory import AreaFactory
from tests.factories.progress import ProgressNoteFactory, ProjectFactory, TaskFactory, report, street_officer
from tests.refusals import refused

pytestmark = pytest.mark.django_db
DUTIES = reverse("board:duty-list", args=["2022-2025"])
SAID = {"quarter": "2025-Q4", "standing": "held_up", "text": "审核推迟", "blocked": "缺少专家"}


def signed_in(user) -> Client:
    client = Client()
    client.force_login(with_second_factor(user))
    return client


def create(kind="tasks", number="1.1") -> str:
    return reverse("board:progress-create", args=["2022-2025", kind, number])


def test_a_note_waits_for_another_and_then_stands(now):
    task, writer, second = TaskFactory(), officer(), officer()
    note = note_progress(actor=writer, now=now, subject=task, report=report())
    assert list(ProgressNote.objects.standing()) == []
    with pytest.raises(PermissionDenied):
        approve_note(actor=writer, now=now, note=note)
    approve_note(actor=second, now=now, note=note)
    assert list(ProgressNote.objects.standing()) == [note]
    assert [entry.action for entry in entries_about(note)] == ["progress.enter", "progress.publish"]
    assert Task.objects.filter(kind="progress.approve", closed_at=None).count() == 0


def test_a_quarter_is_told_once_and_corrected_with_a_reason(now):
    task, writer, second = TaskFactory(), officer(), officer()
    note = note_progress(actor=writer, now=now, subject=task, report=report())
    with refused("unfit", "更正"):
        note_progress(actor=second, now=now, subject=task, report=report())
    with pytest.raises(PermissionDenied):
        revise_note(actor=writer, now=now, note=note, report=report(), reason="早了")
    decline_note(actor=second, now=now, note=note, reason="写明数量")
    better = revise_note(actor=writer, now=now, note=note, report=report(text="完成三家。"), reason="补数量")
    approve_note(actor=second, now=now, note=better)
    assert list(ProgressNote.objects.standing()) == [better]
    assert better.revision_of == note
    assert drifts() == []


def test_only_the_offices_that_the_plan_names_may_tell(now):
    task, stranger = TaskFactory(), officer(DepartmentFactory(code="urban", name="区城管局"))
    with pytest.raises(PermissionDenied):
        note_progress(actor=stranger, now=now, subject=task, report=report())
    with pytest.raises(PermissionDenied):
        note_progress(actor=stranger, now=now, subject=task, report=report(owner=DepartmentFactory(code="urban")))


def test_a_street_tells_of_what_all_streets_owe_and_the_zone_only_of_what_names_it():
    street = AreaFactory(code="hongmei", name="红梅街道")
    zone = AreaFactory(code="jingkai", name="经开区", kind="zone")
    task, project = TaskFactory(number="7.2", all_areas=True), ProjectFactory(number=2, all_areas=True)
    project.areas.set([zone])
    assert can_note(street_officer(street), task, street)
    assert not can_note(street_officer(zone), task, zone)
    assert can_note(street_officer(zone), project, zone)
    assert not can_note(street_officer(street), task, zone)
    assert not can_note(street_officer(street), TaskFactory(number="1.1"), street)


def test_the_database_refuses_one_person_alone_and_two_subjects():
    person = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressNoteFactory(entered_by=person, approved_by=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressNoteFactory(project=ProjectFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressNoteFactory(spent_wan_yuan=5)


def test_a_changed_note_is_noticed():
    note = ProgressNoteFactory()
    assert [drift.what for drift in drifts()] == ["ledger"]
    ProgressNote.objects.filter(pk=note.pk).update(text="改过的话")
    assert [drift.what for drift in drifts()] == ["content"]


def test_an_officer_tells_of_a_task_and_another_publishes_it(client):
    TaskFactory()
    desk, second = signed_in(officer()), signed_in(officer())
    assert desk.get(create()).status_code == 200
    wrong = desk.post(create(), {**SAID, "owner": "department-env", "blocked": ""})
    assert set(wrong.context["form"].errors) == {"blocked"}
    assert desk.post(create(), {**SAID, "owner": "department-env"}).headers["Location"] == DUTIES
    again = desk.post(create(), {**SAID, "owner": "department-env"})
    assert set(again.context["form"].errors) == {"quarter"}
    note = ProgressNote.objects.get()
    page = reverse("board:progress-decide", args=[note.public_id])
    assert 'name="approve"' not in desk.get(page).content.decode()
    assert (
        "审核推迟" in second.get(DUTIES).content.decode() or str(note.public_id) in second.get(DUTIES).content.decode()
    )
    assert second.post(page, {"approve": "1"}).headers["Location"] == DUTIES
    public = client.get(reverse("board:task-detail", args=["2022-2025", "1.1"])).content.decode()
    assert "审核推迟" in public
    assert "缺少专家" not in public
    assert "缺少专家" in desk.get(reverse("board:task-detail", args=["2022-2025", "1.1"])).content.decode()
    assert "缺少专家" not in client.get("/board/2022-2025/api/v1/notes").content.decode()


def test_sending_back_needs_a_reason_and_opens_the_correction():
    note = ProgressNoteFactory(approved_by=None, approved_at=None, entered_by=officer())
    second = signed_in(officer())
    page = reverse("board:progress-decide", args=[note.public_id])
    assert second.post(page, {"decline": "1"}).context["form"].errors
    second.post(page, {"decline": "1", "reason": "写明数量"})
    assert "写明数量" in second.get(DUTIES).content.decode()
    revise = reverse("board:progress-revise", args=[note.public_id])
    assert second.get(revise).context["form"]["text"].value() == note.text
    second.post(revise, {"standing": "done", "text": "完成三家。", "reason": "补数量"})
    assert ProgressNote.objects.get(revision_of=note).standing == "done"
    assert second.get(revise).status_code == 404


def test_others_notes_and_tasks_are_not_there():
    note = ProgressNoteFactory(approved_by=None, approved_at=None)
    stranger = signed_in(officer(DepartmentFactory(code="urban", name="区城管局")))
    assert stranger.get(reverse("board:progress-decide", args=[note.public_id])).status_code == 404
    assert stranger.get(create()).status_code == 403
    assert stranger.get(create(number="9.9")).status_code == 404
    assert stranger.get(create(number="x")).status_code == 404
    assert stranger.get(create(kind="things")).status_code == 404


def test_a_project_says_its_money(client):
    project = ProjectFactory()
    desk = signed_in(officer())
    said = {"owner": "department-env", "quarter": "2025-Q4", "standing": "under_way", "text": "主体完工"}
    assert set(desk.post(create("projects", "6"), {**said, "spent_wan_yuan": "-1"}).context["form"].errors) == {
        "spent_wan_yuan"
    }
    desk.post(create("projects", "6"), {**said, "spent_wan_yuan": "2200"})
    note = ProgressNote.objects.get(project=project)
    user = UserFactory()
    GrantFactory(user=user, role=Role.DISTRICT_ADMINISTRATOR)
    signed_in(user).post(reverse("board:progress-decide", args=[note.public_id]), {"approve": "1"})
    record = client.get("/board/2022-2025/api/v1/projects").json()["projects"][0]
    assert (record["spent_wan_yuan"], record["spent_percent"], record["standing"]) == ("2200", "40", "under_way")
    page = client.get(reverse("board:project-list", args=["2022-2025"])).content.decode()
    assert "2200" in page
    assert "40%" in page
    assert client.get(reverse("board:project-list", args=["2022-2025"])).context["spent"] == 2200
    assert note.share_spent == 40


def test_evidence_of_a_note_is_for_insiders(picture):
    TaskFactory()
    desk = signed_in(officer())
    desk.post(create(), {**SAID, "owner": "department-env", "files": picture})
    link = ProgressNote.objects.get().evidence.get()
    address = reverse("board:progress-file", args=[link.note.public_id, link.stored.public_id])
    assert desk.get(address).status_code == 200
    assert str(link) == link.stored.name
    assert signed_in(officer(DepartmentFactory(code="urban"))).get(address).status_code == 404


def test_a_file_that_is_none_is_refused_in_words():
    TaskFactory()
    answer = signed_in(officer()).post(
        create(), {**SAID, "owner": "department-env", "files": _upload(b"no picture", "台账.jpg")}
    )
    assert set(answer.context["form"].errors) == {"files"}


@pytest.fixture
def picture():
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(data, "JPEG")
    return _upload(data.getvalue(), "台账.jpg")


def _upload(data: bytes, name: str):
    return SimpleUploadedFile(name, data, "image/jpeg")


def test_the_names_of_a_note():
    note = ProgressNoteFactory()
    assert str(note) == "强化清洁生产审核 2025-Q4"
    assert note.share_spent is None
    assert note.when.ends_on == dt.date(2025, 12, 31)
