"""What `make run` does: prepare what is not prepared, serve, watch. Run as `python -m portal.serve`.

It loads no more of Django than its exceptions: the watching process stays small, and a second start only compares a
hash.
"""

import argparse
import errno
import hashlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from portal.directory.district import read_district
from portal.faults import NotReadyError, in_words
from portal.settings.env import Environment, given
from portal.supervisor import Child, Supervisor

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("portal", "cells", "campaigns", "surveys")
# What the database and the catalogues are made from.
MATERIAL = ("**/migrations/*.py", "**/demo/**/*.py", "**/*.csv", "**/*.yaml", "**/*.json")
START_LIMIT = 60
LINE = "─" * 72


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - this is the command's voice


def material_hash(root: Path, words: list[str]) -> str:
    """Changes when migrations, data, demo or words change, or what the database is."""
    digest = hashlib.sha256("\0".join(words).encode())
    paths = {root / "requirements.txt", *root.glob("locale/**/*.po")}
    paths |= {path for package in PACKAGES for pattern in MATERIAL for path in root.glob(f"{package}/{pattern}")}
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(f"{path.relative_to(root)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def prepare(stamp: Path, words: list[str], *, demo: bool) -> None:
    """Run `manage.py prepare` unless it ran for the very same material."""
    wanted = material_hash(ROOT, words)
    if stamp.exists() and json.loads(stamp.read_text()).get("material") == wanted:
        return
    say("Preparing the database, the plan's data and the catalogues (once; about a minute) …")
    done = subprocess.run(manage("prepare", *([] if demo else ["--no-demo"])), check=False, cwd=ROOT)  # noqa: S603
    if done.returncode:
        sys.exit(done.returncode)  # it has said why
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps({"material": wanted}))


def manage(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *words]


def children(host: str, port: int, *, embedded: bool, reload: bool = False) -> list[Child]:
    """SQLite has one writing process, so its web process also does the background work; PostgreSQL has two."""
    target = "portal.embedded:application" if embedded else "portal.wsgi:application"
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", "1", "--blocking-threads", "12", "--blocking-threads-idle-timeout", "600"]
    web += ["--no-ws", "--log-level", "warning", target]
    if reload:
        web = manage("runserver", f"{host}:{port}", "--settings", "portal.settings.reload")
    return [Child("The web server", web), *([] if embedded else [Child("The background worker", manage("work"))])]


def spoken(command: list[str]) -> "subprocess.Popen[str]":
    """Started beside the server; what it says is read when the server answers, so that words do not mix."""
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603


def port_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):  # noqa: PLR2004
        raise NotReadyError(f'PORT is "{text}", but a port is a number from 1 to 65535: PORT=8001 make run.')
    return int(text)


def claim_port(host: str, port: int) -> None:
    """Raise NotReadyError where the server could not listen."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise NotReadyError(f"Port {port} is for the administrator alone: PORT=8001 make run.") from None
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE:
                raise NotReadyError(f"Nothing can listen on {host} here ({fault.strerror}).") from None
            raise NotReadyError(
                f"Port {port} is taken: stop what uses it, or choose another with PORT=8001 make run."
            ) from None


def wait_until_served(address: str, supervisor: Supervisor) -> bool:
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end and not supervisor.stopping and not supervisor.has_fallen():
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
    return False


def options_given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--no-demo", action="store_true")
    parser.add_argument("--reload", action="store_true", help="serve a change of the source at once, with traces")
    return parser.parse_args()


def environment(port: int, *, demo: bool, district: str = "") -> Path:
    """Defaults for what is not set; the folder of the data."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    os.environ.setdefault("PORTAL_BASE_URL", f"http://localhost:{port}")
    # Few memory pools, and no threads of their own for sums this small: less memory, no loss that is felt.
    os.environ.setdefault("MALLOC_ARENA_MAX", "2")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Each district, and the empty portal, keeps its own data, so that the demo never mixes with it.
    name = district or ("demo" if demo else "real")
    folder = Path(os.environ.setdefault("PORTAL_VAR_DIR", str(ROOT / "var" / name)))
    (folder / "static").mkdir(parents=True, exist_ok=True)
    return folder


def main() -> int:
    options, began = options_given(), time.monotonic()
    district = read_district(Environment().district)
    own = district.code if given("PORTAL_DISTRICT") else ""
    port, demo = port_number(options.port), district.has_demo and not options.no_demo
    claim_port(options.host, port)
    folder, address = environment(port, demo=demo, district=own), f"http://localhost:{port}"
    database = Environment().database_url
    prepare(folder / "prepared.json", [database, str(demo), district.digest], demo=demo)
    embedded = not database.startswith("postgres")
    supervisor = Supervisor(children(options.host, port, embedded=embedded, reload=options.reload), say)
    supervisor.start()
    credentials = spoken(manage("demo_credentials")) if demo else None
    served = wait_until_served(f"{address}/healthz", supervisor)
    if served:
        say(f"{LINE}\nServing on {address} after {time.monotonic() - began:.1f} s (Ctrl-C stops)\n{LINE}")
    elif supervisor.has_fallen():
        say("The portal did not start.")
        supervisor.stop()
        return 1
    elif not supervisor.stopping:
        say(f"No answer from {address} within {START_LIMIT} s; see what stands above.")
    if credentials is not None:
        say(credentials.communicate()[0])
    supervisor.watch()
    say("Stopped.")
    return 0


if __name__ == "__main__":
    with in_words():
        sys.exit(main())
