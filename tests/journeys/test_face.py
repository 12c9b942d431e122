"""The face in a real browser: modes without scripts, one sending for two presses, photos made smaller."""

import io
import random

from PIL import Image

LARGE = 2048


def photo():
    """A photo of noise, so that it cannot be small by itself."""
    picture = Image.frombytes("RGB", (400, 300), random.Random(1).randbytes(400 * 300 * 3)).resize((3200, 2400))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=98)
    return file.getvalue()


def test_elder_mode_works_without_scripts_and_is_remembered(new_page, axe):
    page = new_page(java_script_enabled=False)
    page.goto("/gallery/?page=2")
    page.click("header button[name=mode][value=elder]")
    assert page.url.endswith("/gallery/?page=2")
    assert page.get_attribute("html", "data-mode") == "elder"
    page.goto("/en/account/login/code/")
    assert page.get_attribute("html", "data-mode") == "elder"
    page.click("header button[name=mode][value=normal]")
    assert page.get_attribute("html", "data-mode") == "normal"


def test_elder_mode_keeps_its_numbers(new_page):
    page = new_page()
    page.goto("/account/login/code/")
    page.click("header button[name=mode][value=elder]")
    assert float(page.eval_on_selector("main p", "e => parseFloat(getComputedStyle(e).fontSize)")) >= 18
    for selector in ("main button", "main input[name=phone]", "summary"):
        assert page.locator(selector).first.bounding_box()["height"] >= 60


def test_two_presses_send_once_and_it_is_said(new_page):
    page = new_page()
    sent = []
    page.route(
        "**/account/login/code/", lambda route: sent.append(1) if route.request.method == "POST" else route.continue_()
    )
    page.goto("/account/login/code/")
    said, busy = page.evaluate(
        """() => {
          const button = document.querySelector("main form button[type=submit]");
          button.click();
          button.click();
          return [document.getElementById("live").textContent, button.getAttribute("aria-busy")];
        }"""
    )
    page.wait_for_timeout(5000)  # the phone works a little before it sends
    assert sent == [1]
    assert "正在提交" in said
    assert busy == "true"


def test_errors_take_the_focus_and_lead_into_the_field(new_page):
    page = new_page()
    page.goto("/account/login/code/")
    page.click("main form button[type=submit]")
    page.wait_for_selector("[data-errors]")
    assert page.evaluate("document.activeElement.dataset.errors") == ""
    page.click("[data-errors] a")
    assert page.evaluate("document.activeElement.name") == "phone"


def test_large_photos_are_made_smaller_before_they_are_sent(new_page):
    page = new_page()
    page.goto("/gallery/")
    sent = photo()
    page.set_input_files("#id_photos", {"name": "集市.jpeg", "mimeType": "image/jpeg", "buffer": sent})
    page.wait_for_selector("[data-file] .files li >> text=已缩小")
    size = page.evaluate("document.querySelector('#id_photos').files[0].size")
    longest = page.evaluate(
        "createImageBitmap(document.querySelector('#id_photos').files[0]).then((p) => Math.max(p.width, p.height))"
    )
    assert size < len(sent)
    assert longest <= LARGE
    assert page.evaluate("document.querySelector('#id_photos').files[0].name") == "集市.jpg"
