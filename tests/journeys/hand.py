"""A hand on a phone: counts every tap that is not typing."""


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

    def choose(self, selector, file):
        """One tap opens the camera roll, one takes the picture in it."""
        self.taps += 2
        self.page.locator(selector).first.set_input_files([file])
