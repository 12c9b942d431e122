"""nginx with the configuration that we ship, changed only where a bench must: ports, names, folders, no TLS."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.journeys.server import ROOT, free_port

SHIPPED = ROOT / "docs" / "deploy" / "nginx.conf"
FRAME = """
{user}
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    # A measurement outlasts the thousand requests after which a connection is closed.
    keepalive_requests 10000000;
    types {{ text/html html; text/plain txt; }}
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{shipped}
}}
"""


def adapted(folder: Path, port: int, portal: int, files: Path | None = None, store: str = "") -> str:
    """The shipped configuration for this machine: one server, on a port of our own, in front of our portal."""
    text = SHIPPED.read_text(encoding="utf-8")
    text = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r"    listen \[::\]:443[^\n]*\n|    ssl_[^\n]*\n", "", text)
    # One portal, where the shipped file has two.
    text = re.sub(r"    server 127\.0\.0\.1:8001[^\n]*\n", "", text)
    for shipped, here in (
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        ("wufei.example.gov.cn", "localhost"),
        ("127.0.0.1:8000", f"127.0.0.1:{portal}"),
        ("/srv/portal/var/static/", f"{folder}/static/"),
        ("/srv/portal/var/evidence/", f"{files or folder}/evidence/"),
        ("/srv/portal/var/media/", f"{files or folder}/media/"),
        ("proxy_pass http://127.0.0.1:9/", f"proxy_pass {store or 'http://127.0.0.1:9'}/"),
        ("/var/cache/portal-pages", f"{folder}/pages"),
        ("/var/log/portal", str(folder)),
    ):
        text = text.replace(shipped, here)
    # Started by root, its workers would be nobody, and the folder is ours alone.
    user = "" if os.geteuid() else "user root;"
    return FRAME.format(user=user, folder=folder, shipped=text)


@contextmanager
def proxy(folder: Path, portal: int, files: Path | None = None, store: str = "") -> Iterator[str | None]:
    """The address of an nginx before the portal; None where there is no nginx. `files`: its var; `store`: its origin."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        yield None
        return
    port = free_port()
    (folder / "static").mkdir(parents=True, exist_ok=True)
    configuration = folder / "nginx.conf"
    configuration.write_text(adapted(folder, port, portal, files, store), encoding="utf-8")
    process = subprocess.Popen([program, "-e", str(folder / "error.log"), "-c", str(configuration)])
    try:
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait()
