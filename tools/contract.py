"""The open data as strangers use it: an OpenAPI validator and schemathesis over the interface and its document, frictionless
over each plan's data package, the catalogue record as RDF against DCAT's shapes.

`make contract`. A portal with the demonstration's content is served from a folder of its own; nothing stays behind.
"""

import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from tests.journeys.server import Server

TOOLS = Path(".venv-contract/bin").resolve()
EXAMPLES = 40
CATALOG = "/board/catalog.jsonld"


def judged(server: Server, folder: Path) -> list[int]:
    api = server.url("/board/api/v1/openapi.json")
    document, record = _taken(server, folder, api, "openapi.json"), _taken(server, folder, CATALOG, "catalog.jsonld")
    package = _taken(server, folder, "/board/2022-2025/data.zip", "board.zip")
    shutil.unpack_archive(package, folder / "board")
    commands = [
        [TOOLS / "openapi-spec-validator", document],
        [TOOLS / "schemathesis", "run", api, "--max-examples", str(EXAMPLES), "--checks", "all", "--workers", "1"],
        [TOOLS / "frictionless", "validate", folder / "board" / "datapackage.json"],
        [TOOLS / "python", Path("tools/dcat.py").resolve(), record],
    ]
    return [subprocess.run([str(word) for word in command], cwd=folder, check=False).returncode for command in commands]


def _taken(server: Server, folder: Path, address: str, name: str) -> Path:
    url = address if address.startswith("http") else server.url(address)
    with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own server
        (folder / name).write_bytes(answer.read())
    return folder / name


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="portal-contract-"))
    server = Server(folder)
    try:
        server.prepare(demo=True)
        server.start()
        return max(judged(server, folder))
    finally:
        server.stop()
        server.database.drop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
