"""Filling a rubric on its screens, for a unit and for an evaluator alike, as the file in cells/rubrics asks."""

import yaml

from tests.journeys.files import upload
from tests.journeys.server import ROOT

NEWS = "https://news.example/demo"


def criteria(kind: str) -> dict[str, dict]:
    sheet = yaml.safe_load((ROOT / "cells" / "rubrics" / f"{kind}.yaml").read_text(encoding="utf-8"))
    every = [*sheet["gates"], *(row for block in sheet["blocks"] for row in block["criteria"])]
    return {row["code"]: row for row in every}


def number_for(method: dict) -> str:
    """A figure that earns full points."""
    if method["type"] == "deduct":
        return "0"
    if method["type"] == "count":
        return str(int(method["cap"] / method["each"]))
    if method["type"] == "tiered":
        return str(method["tiers"][0]["at_least"])
    return "100"


def unfold(part):
    """Open what is folded; what stands open stays."""
    for folded in part.locator("details:not([open]) > summary").all():
        folded.click()


class Sheet:
    """One section after another. `weak`: codes not fulfilled; `skipped`: not applicable; `with_evidence`: the unit's side."""

    def __init__(self, page, kind: str, *, weak=(), skipped=(), with_evidence=True):
        self.page, self.rows, self.with_evidence = page, criteria(kind), with_evidence
        self.weak, self.skipped, self.pictures = set(weak), set(skipped), 0

    def fill_sections(self) -> int:
        """From the first section to the overview; returns how many there were."""
        count = 0
        while "/sections/" in self.page.url:
            count += 1
            for panel in self.page.locator("form#section section.panel[id]").all():
                self._fill(panel, panel.get_attribute("id"))
            with self.page.expect_navigation():
                self.page.locator("form#section button[name=go]").click()
        return count

    def _fill(self, panel, code):
        if code in self.skipped:
            unfold(panel)
            panel.locator(f"[name='{code}-na']").check()
            panel.locator(f"[name='{code}-note']").fill("演示：本单位不涉及")
            return
        inputs = panel.locator(f"[name='{code}-value']")
        kind = inputs.first.get_attribute("type")
        if kind == "checkbox":
            for choice in inputs.all():
                if choice.get_attribute("value") != "none":
                    choice.check()
        elif kind == "radio":
            inputs.nth(1 if code in self.weak else 0).check()
        else:
            inputs.fill(number_for(self.rows.get(code, {"method": {"type": "count", "cap": 1, "each": 1}})["method"]))
        if self.with_evidence and panel.locator("input[type=file]").count():
            self._prove(panel, code)

    def _prove(self, panel, code):
        """A picture for the first item of a section, a link for the others."""
        if code.endswith("1"):
            panel.locator("input[type=file]").set_input_files([upload(f"{code}.jpg")])
            self.pictures += 1
        else:
            unfold(panel)
            panel.locator(f"[name='{code}-link']").fill(f"{NEWS}/{code}")
