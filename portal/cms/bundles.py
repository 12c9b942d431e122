"""The style and script files of the face as one file each: fewer requests on a slow phone.

The sources are portal/static/portal/css and js; `manage.py bundle_face` writes the bundles beside them,
and a test fails while a bundle is older than its sources.
"""

import re
from functools import partial
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "static" / "portal"
IMPORTED_STYLE = re.compile(r'@import url\("([\w.-]+)"\) layer\((\w+)\);')
EXPORT = re.compile(r"^export (?=async function|function|const|class)", re.MULTILINE)
IMPORTED_SCRIPT = re.compile(r'^import \{[^}]*\} from "\./([\w.-]+)";\n', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BLANKS = re.compile(r"\s*\n\s*")


def _lean(css: str) -> str:
    return BLANKS.sub("\n", COMMENT.sub("", css)).strip()


def styles(folder: Path = FOLDER) -> str:
    """portal.css with each import in its place, inside its layer."""

    def inlined(match) -> str:
        text = _lean((folder / "css" / match[1]).read_text(encoding="utf-8"))
        return f"@layer {match[2]} {{\n{text}\n}}"

    entry = _lean((folder / "css" / "portal.css").read_text(encoding="utf-8"))
    # The bundle lies one folder higher than its sources.
    return IMPORTED_STYLE.sub(inlined, entry).replace('url("../', 'url("') + "\n"


def scripts(folder: Path = FOLDER, name: str = "portal.js") -> str:
    """A script with the modules that it imports before it; what it loads later stays apart."""
    entry = (folder / "js" / name).read_text(encoding="utf-8")
    modules = [(folder / "js" / module).read_text(encoding="utf-8") for module in IMPORTED_SCRIPT.findall(entry)]
    # A module may import one that the entry names before it.
    parts = [EXPORT.sub("", IMPORTED_SCRIPT.sub("", text)) for text in modules]
    return "".join([*parts, IMPORTED_SCRIPT.sub("", entry).replace('import("./', 'import("./js/')])


BUNDLES = {"portal.css": styles, "portal.js": scripts, "survey.js": partial(scripts, name="survey.js")}


def written(folder: Path = FOLDER) -> list[str]:
    """Write what has changed; the names of it."""
    changed = []
    for name, made in BUNDLES.items():
        path, text = folder / name, made(folder)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed
