"""A hand on a phone: counts every tap that is not typing; and what its work came to in the ledger."""

import re


class Hand:
    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, selector):
        self.taps += 1
        self.page.locator(selector).first.click()

    def type(self, selector, text):
        """Going to a field is a tap, too."""
        self.tap(selector)
        self.page.keyboard.type(text)

    def choose(self, selector, *files):
        """One tap opens the camera roll, one takes each picture in it."""
        self.taps += 1 + len(files)
        self.page.locator(selector).first.set_input_files(files)


def verified(page, area) -> int:
    """How many events of an area the ledger of the running quarter counts."""
    page.goto("/events/ledger/")
    words = page.locator("tr", has_text=area).locator(".quarter-strip span").inner_text()
    return int(re.search(r"\d+", words).group())
