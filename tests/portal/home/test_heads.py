"""The ledger's head in public: a line a day, mailed, confirmed by two offices; a stranger checks last week's mail."""

import datetime as dt
import subprocess
import sys

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from portal.accounts.roles import Role
from portal.home.operations.heads import confirm_heads, publish_head
from portal.home.results.check_heads import BEGINNING, digest_after
from portal.home.results.heads import head_rows
from portal.inbox.models import OutgoingMessage, Task
from portal.ledger.models import Entry
from portal.ledger.operations import record
from portal.procedure.refusals import Refused
from tests.factories.accounts import GrantFactory, UserFactory, with_second_factor

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def holder(role: Role):
    return GrantFactory(user=UserFactory(email=f"{role}@example.com"), role=role).user


@pytest.fixture
def days(now):
    """Ten days of heads, with something done on each."""
    for number in range(10):
        record(actor=None, now=now, action="a.b", subject=f"a:{number}", after={"value": number})
        publish_head(now=now + number * DAY)
    return now + 9 * DAY


def checked(folder, mailed: str, listed: str) -> subprocess.CompletedProcess:
    """As a stranger does it: the script and the list from the site, the mail from the own folder."""
    client = Client()
    script, text, heads = (folder / name for name in ("check_heads.py", "mail.eml", "heads.txt"))
    script.write_bytes(client.get(reverse("home:head-checker")).content)
    text.write_text(mailed)
    heads.write_text(listed)
    words = [sys.executable, "-I", str(script), str(text), str(heads)]
    return subprocess.run(words, capture_output=True, text=True, check=False, cwd=folder)


def test_each_day_has_one_line_that_proves_all_before_it(days, now):
    assert publish_head(now=days) is False
    rows = head_rows()
    assert [row.day for row in rows] == [(now + number * DAY).date() for number in range(10)]
    assert len({row.digest for row in rows}) == 10
    lines = Client().get(reverse("home:head-file")).content.decode()
    assert lines == "".join(f"{row.line}\n" for row in rows)
    page = Client().get(reverse("home:head-list")).content.decode()
    assert all(row.head in page and row.digest in page for row in rows)
    last = Entry.objects.filter(action="ledger.head").order_by("sequence").last()
    assert rows[-1].head == f"{last.sequence - 1}:{last.previous_hash}"


def test_a_stranger_checks_the_mail_of_last_week(now, tmp_path, django_capture_on_commit_callbacks):
    auditor = holder(Role.AUDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        publish_head(now=now)
    (sent,) = [one for one in mail.outbox if one.to == [auditor.email]]
    for number in range(1, 8):
        publish_head(now=now + number * DAY)
    listed, saved = Client().get(reverse("home:head-file")).content.decode(), sent.message().as_string()
    held = checked(tmp_path, saved, listed)
    assert (held.returncode, held.stderr) == (0, ""), held
    first = listed.splitlines()[0]
    # What is done to the list afterwards: another hash, a line out, the tail made anew, an empty list.
    other = first.replace(":", ":0", 1)[:-1]
    for spoilt in (
        listed.replace(first, other),
        listed.replace(f"{first}\n", ""),
        listed.replace("\n", " x\n", 1),
        "",
    ):
        found = checked(tmp_path, saved, spoilt)
        assert (found.returncode, found.stderr) == (1, ""), spoilt
    assert "names no head" in checked(tmp_path, "no line", listed).stdout
    assert checked(tmp_path, first, listed).returncode == 0


def test_a_ledger_written_anew_is_seen_by_last_weeks_mail(days, tmp_path):
    mailed = Client().get(reverse("home:head-file")).content.decode().splitlines()[3]
    rows = head_rows()
    digest, forged = BEGINNING, []
    for row in rows:
        head = f"{row.head.split(':')[0]}:{'f' * 64}"
        digest = digest_after(digest, row.day.isoformat(), head)
        forged.append(f"{row.day} {head} {digest}")
    found = checked(tmp_path, mailed, "\n".join(forged) + "\n")
    assert found.returncode == 1
    assert "no longer says what the mail says" in found.stdout


def test_both_offices_are_mailed_and_confirm_with_one_press(now, django_capture_on_commit_callbacks):
    people = {role: holder(role) for role in (Role.AUDITOR, Role.SECURITY_ADMINISTRATOR)}
    with django_capture_on_commit_callbacks(execute=True):
        publish_head(now=now)
    assert set(OutgoingMessage.objects.values_list("user", flat=True)) == {user.pk for user in people.values()}
    page, line = reverse("home:head-confirm"), head_rows()[0].line
    for role, user in people.items():
        client = Client()
        client.force_login(with_second_factor(user))
        assert line in client.get(page).content.decode()
        assert client.post(page, {"line": "x"}).status_code == 409
        assert client.post(page, {"line": line}).status_code == 302
        assert head_rows()[0].is_confirmed_by(role)
    assert "未确认" not in Client().get(reverse("home:head-list")).content.decode()


def test_who_does_not_confirm_is_asked_after_three_days(days, now):
    tasks = Task.objects.waiting().filter(kind="ledger.confirm")
    assert {(task.role, task.values["days"]) for task in tasks} == {
        (Role.AUDITOR, 9),
        (Role.SECURITY_ADMINISTRATOR, 9),
    }
    auditor = holder(Role.AUDITOR)
    confirm_heads(actor=auditor, now=days, line=head_rows()[-1].line)
    assert {task.role for task in tasks.all()} == {Role.SECURITY_ADMINISTRATOR}
    publish_head(now=days + DAY)
    assert not head_rows()[-1].is_confirmed_by(Role.AUDITOR)
    assert {task.role for task in tasks.all()} == {Role.SECURITY_ADMINISTRATOR}


def test_nobody_else_confirms_and_no_old_line_is_taken(days):
    with pytest.raises(PermissionDenied):
        confirm_heads(actor=holder(Role.DISTRICT_REVIEWER), now=days, line=head_rows()[-1].line)
    with pytest.raises(Refused):
        confirm_heads(actor=holder(Role.AUDITOR), now=days, line=head_rows()[0].line)


def test_the_list_asks_as_little_for_many_days(days, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        head_rows()
