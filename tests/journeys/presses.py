"""Pressing what leads on."""


def press(button) -> None:
    """And wait for the whole page that it leads to: a press ends when the first of it has come, and what is counted then
    is not there yet."""
    with button.page.expect_navigation():
        button.click()
