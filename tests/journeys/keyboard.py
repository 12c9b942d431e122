"""Somebody without a mouse: goes by Tab and arrows, and looks at each stop before anything is pressed (A11-02)."""

from pathlib import Path

from tests.journeys.files import upload
from tests.journeys.rubric import NEWS, criteria, number_for

STOP = (Path(__file__).parent / "stop.js").read_text(encoding="utf-8")
ROUND = 250  # stops; a page that has more is none for a keyboard


class Keyboard:
    """`faults`: what was wrong at any stop, and on which page it was seen first."""

    def __init__(self, page):
        self.page, self.faults, self.stops = page, {}, 0
        # Listened to all the time: switched on at the key, the listening may come after the chooser.
        page.on("filechooser", lambda chooser: None)

    def tab(self, *, back=False) -> dict | None:
        """The next stop; None where the page ends and its beginning is next."""
        before = self.page.evaluate_handle("document.activeElement")
        self.page.keyboard.press("Shift+Tab" if back else "Tab")
        stop = self.page.evaluate(STOP, before)
        if stop is None:
            return None
        assert not stop["stays"], f"{self.page.url}: a trap at {stop['name']}"
        self.stops += 1
        for fault in stop["faults"]:
            self.faults.setdefault(f"{stop['name']}: {fault}", self.page.url)
        return stop

    def to(self, selector, *, back=False):
        """On to the next stop that the selector names, past the end of the page when need be."""
        for _ in range(ROUND):
            if self.tab(back=back) and self.page.evaluate("what => document.activeElement.matches(what)", selector):
                return
        raise AssertionError(f"{self.page.url}: Tab never comes to {selector}")

    def press(self, key, selector=None, *, back=False):
        if selector:
            self.to(selector, back=back)
        self.page.keyboard.press(key)

    def follow(self, selector, key="Enter", *, back=False):
        """Press what leads to another page."""
        self.to(selector, back=back)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def write(self, selector, words):
        self.to(selector)
        self.page.keyboard.type(words)

    def choose(self, name, value):
        """Of radio buttons one by arrows, of tick boxes one by Tab."""
        self.to(f"[name='{name}']")
        wanted = f"[name='{name}'][value='{value}']"
        for _ in range(ROUND):
            kind, here = self.page.evaluate(
                "what => [document.activeElement.type, document.activeElement.matches(what)]", wanted
            )
            if here:
                self.page.keyboard.press("Space")
                return
            if kind == "radio":
                self.page.keyboard.press("ArrowDown")
            else:
                self.tab()
        raise AssertionError(f"{self.page.url}: no key comes to {wanted}")

    def select(self, name, words):
        """Down a list until its line holds the words."""
        self.to(f"select[name='{name}']")
        for _ in range(ROUND):
            shown = self.page.evaluate("document.activeElement.selectedOptions[0].label")
            if words in shown:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{self.page.url}: no line of {name} holds {words}")

    def attach(self, *files):
        """Where the focus is: the key opens the chooser, and the device's own window is not ours."""
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(files)


class Sheet:
    """A rubric filled in on its screens, as tests.journeys.rubric does it with a mouse."""

    def __init__(self, keys, kind: str, *, with_evidence=True):
        self.keys, self.rows, self.with_evidence, self.pictures = keys, criteria(kind), with_evidence, 0

    def fill_sections(self) -> int:
        """From the first section to the overview; returns how many there were."""
        count = 0
        while "/sections/" in self.keys.page.url:
            count += 1
            self.keys.to("form#section :is(input, select, textarea)")
            while not self._has_acted():
                self.keys.tab()
        return count

    def _has_acted(self) -> bool:
        """What belongs to this stop; True when it led to the next page."""
        name, kind = self.keys.page.evaluate("[document.activeElement.name ?? '', document.activeElement.type ?? '']")
        code, _, part = name.rpartition("-")
        if name == "go":
            with self.keys.page.expect_navigation():
                self.keys.press("Enter")
            return True
        if part == "value":
            self._give(code, kind)
        elif part == "files" and code.endswith("1"):
            self.keys.attach(upload(f"{code}.jpg"))
            self.pictures += 1
        elif part == "files":
            self.keys.press("Enter", "summary")
            self.keys.write(f"[name='{code}-link']", f"{NEWS}/{code}")
        return False

    def _give(self, code, kind):
        if kind == "radio":
            self.keys.press("Space")
        elif kind == "checkbox":
            if self.keys.page.evaluate("document.activeElement.value") != "none":
                self.keys.press("Space")
        else:
            method = self.rows.get(code, {"method": {"type": "count", "cap": 1, "each": 1}})["method"]
            self.keys.page.keyboard.type(number_for(method))
