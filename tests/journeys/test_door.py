"""The one door: staff with a password and a second step, residents with a code to the phone."""


def test_resident_signs_in_with_a_code(server, new_page, sign_in):
    page = new_page()
    sign_in(page, {"phone": "+8613800138000"}, then="/account/sessions/")
    assert page.title() != ""
    assert "/account/sessions/" in page.url
