"""The one door: staff with a password and a second step, residents with a code to the phone."""

import pytest


def test_resident_signs_in_with_a_code(page, accounts, sign_in):
    sign_in(page, accounts["resident"], then="/account/sessions/")
    assert page.url.endswith("/account/sessions/")


def test_number_that_nobody_knew_gets_its_account_with_the_first_code(page, sign_in):
    sign_in(page, {"phone": "+8613900139000"}, then="/account/sessions/")
    assert page.url.endswith("/account/sessions/")


@pytest.mark.parametrize("who", ["editor", "officer-hongmei", "auditor"])
def test_staff_sign_in_with_password_and_a_second_step(page, accounts, sign_in, who):
    sign_in(page, accounts[who], then="/account/sessions/")
    assert page.url.endswith("/account/sessions/")


def test_password_alone_opens_nothing(page, accounts):
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(accounts["auditor"]["username"])
    page.locator("input[name=password]").fill(accounts["auditor"]["password"])
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.wait_for_url("**/2fa/authenticate/**")
    page.goto("/account/sessions/")
    assert page.url.endswith("/account/2fa/authenticate/")


def test_wagtails_own_door_leads_to_the_one_door(page):
    page.goto("/cms/")
    assert "/account/login/" in page.url
