"""The bill of materials names every package that requirements.txt locks, and the portal itself."""

import json
import re

from portal import version
from tools import sbom


def test_every_locked_package_is_in_it(tmp_path, request):
    made = tmp_path / "sbom.json"
    assert sbom.main(made) == 0
    told = json.loads(made.read_text())
    locked = (request.config.rootpath / "requirements.txt").read_text()
    assert {part["name"] for part in told["components"]} == set(
        re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", locked, re.MULTILINE)
    )
    assert told["bomFormat"] == "CycloneDX"
    assert told["metadata"]["component"]["version"] == version.number()
