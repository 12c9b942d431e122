"""What goes wrong is said in Chinese, with the right status and a number to ask by, and nothing typed is lost."""

import contextlib
import http.client
import re
from urllib.parse import urlsplit

from tests.journeys.files import upload
from tests.journeys.presses import press

REQUEST_ID = re.compile(r"\b[0-9a-f]{16}\b")
TRACE = re.compile(r"Traceback|django\.|site-packages|DEBUG")
WORDS = "演示：旅程里没有丢的话"


def raw(server, method, path, headers=None, body=b""):
    """What a browser would not send."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.putrequest(method, path, skip_host=True)
    for name, value in ({"Host": urlsplit(server.address).netloc} | (headers or {})).items():
        connection.putheader(name, value)
    connection.endheaders()
    with contextlib.suppress(ConnectionError):  # an answer may come before all was sent
        connection.send(body)
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read().decode("utf-8", "replace")


def test_unknown_host(server):
    status, headers, body = raw(server, "GET", "/", {"Host": "evil.example"})
    assert status == 400
    assert headers["X-Request-ID"] in body
    assert "evil.example" not in body
    assert not TRACE.search(body)


def test_broken_link(page, watch, axe, shot):
    watch.expect("status of 404")
    answer = page.goto("/nirgendwo/")
    assert answer.status == 404
    assert answer.headers["x-request-id"] == REQUEST_ID.search(page.locator("main").inner_text())[0]
    assert "没有找到这个页面" in page.locator("h1").inner_text()
    axe(page)
    shot(page, "trouble-404-360")
    answer = page.goto("/en/nowhere/")
    assert answer.status == 404
    shot(page, "trouble-404-en-360")


def test_too_large_a_body(page, watch, server, shot):
    watch.expect("^console")  # a page without an address may load no module
    code = next(survey for survey in server.seed["surveys"] if survey["slug"] == "open")["place_token"]
    body = b"q=" + b"x" * (3 * 1024 * 1024)
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(body))}
    status, headers, text = raw(server, "POST", f"/q/{code}", kind, body)
    assert status == 413
    assert headers["X-Request-ID"] in text
    assert not TRACE.search(text)
    page.set_content(text.replace('href="/', f'href="{server.address}/').replace('src="/', f'src="{server.address}/'))
    shot(page, "trouble-413-360")


def test_wrong_file_is_refused_with_its_reason_and_the_rest_is_kept(person, watch, axe, shot):
    watch.expect("status of 400")
    page = person("officer-hongmei", then="/events/log/")
    page.locator("#id_title").fill(WORDS)
    page.locator("label:has(input[name=type][value=talk])").click()
    page.locator("#id_people_reached").fill("12")
    page.locator("label:has(input[name=counting][value=estimated])").click()
    page.locator("input[name=proof_files]").set_input_files(
        [upload("演示.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    )
    page.locator(".event-form .actions button").click()
    alert = page.locator("[role=alert]")
    assert "演示.jpg" in alert.inner_text()
    assert alert.locator("a").first.get_attribute("href").startswith("#")
    assert page.locator("#id_title").input_value() == WORDS
    assert page.locator("#id_people_reached").input_value() == "12"
    assert page.locator("input[name=counting][value=estimated]").is_checked()
    axe(page)
    shot(page, "trouble-file-360")


def test_session_that_ended_while_typing_loses_nothing(person, sign_in, accounts, watch, axe, shot):
    """What was typed is there again after signing in; one more press sends it."""
    watch.expect("status of 40[03]")
    page = person("officer-hongmei", then="/events/plan/")
    page.locator("#id_title").fill(WORDS)
    page.locator("label:has(input[name=type][value=stall])").click()
    page.context.clear_cookies(name="sessionid")
    page.locator(".event-form .actions button").click()
    page.wait_for_url("**/account/login/**")
    axe(page)
    shot(page, "trouble-session-360")
    sign_in(page, accounts["officer-hongmei"], then="/events/plan/")
    assert page.locator("#id_title").input_value() == WORDS
    assert page.locator("input[name=type][value=stall]").is_checked()
    assert "已恢复" in page.locator("main [role=status]").first.inner_text()
    axe(page)
    shot(page, "trouble-back-360")
    page.locator(".event-form .actions button").click()
    page.wait_for_url(re.compile("/receipt/"))


def test_throttled_sign_in_says_nothing_about_the_account(page, accounts, watch, axe, shot):
    watch.expect("status of 4(00|29)")
    said = {}
    for name in (accounts["auditor"]["username"], "nobody-at-all"):
        for _ in range(6):
            page.goto("/account/login/")
            page.locator("input[name=login]").fill(name)
            page.locator("input[name=password]").fill("wrong-password-1")
            press(page.locator("form:has(input[name=password]) button[type=submit]").first)
        said[name] = page.locator("main").inner_text().replace(name, "")
    assert len(set(said.values())) == 1
    assert "过" in next(iter(said.values()))
    axe(page)
    shot(page, "trouble-throttled-360")


def test_stale_save_keeps_both(server, person, watch, axe, shot):
    watch.expect("status of 409")
    page = person("officer-hongmei", then="/events/mine/")
    planned = next(row for row in server.seed["events"] if row["state"] == "planned")
    address = f"/events/{planned['id']}/change/"
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.locator("#id_title").fill("演示：另一处先改的标题")
    press(other.locator(".event-form .actions button"))
    page.locator("#id_title").fill(WORDS)
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        page.locator(".event-form .actions button").click()
    assert answer.value.status == 409
    axe(page)
    shot(page, "trouble-409-360")
    assert WORDS in page.locator("main").inner_text() or page.locator("#id_title").input_value() == WORDS
