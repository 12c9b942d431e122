"""The open data as strangers use it: schemathesis against the OpenAPI document, frictionless over the data package.

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


def judged(server: Server, folder: Path) -> list[int]:
    api = server.url("/board/api/v1/openapi.json")
    package = folder / "board.zip"
    with urllib.request.urlopen(server.url("/board/2022-2025/data.zip")) as answer:  # noqa: S310 - our own server
        package.write_bytes(answer.read())
    shutil.unpack_archive(package, folder / "board")
    commands = [
        [TOOLS / "schemathesis", "run", api, "--max-examples", str(EXAMPLES), "--checks", "all", "--workers", "1"],
        [TOOLS / "frictionless", "validate", folder / "board" / "datapackage.json"],
    ]
    return [subprocess.run([str(word) for word in command], cwd=folder, check=False).returncode for command in commands]


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
