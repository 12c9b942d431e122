"""The portal's commands without a new Python for each: Django is loaded once, and every command is a fork of it.

Reads a JSON line for each command, the words and the instant at which its clock starts; answers one with its status and
what it printed.
"""

import json
import os
import sys
import traceback
from tempfile import TemporaryFile

import django
from django.core.management import execute_from_command_line

from portal import clock


def run(words: list[str], now: str) -> dict:
    with TemporaryFile() as out, TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os._exit(obeyed(words, now, out.fileno(), err.fileno()))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        out.seek(0)
        err.seek(0)
        return {"status": status, "out": out.read().decode(), "err": err.read().decode()}


def obeyed(words: list[str], now: str, out: int, err: int) -> int:
    """The command's exit status, as `manage.py` would end."""
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    os.environ["PORTAL_FAKE_NOW"] = now
    clock._OFFSET = clock._offset()
    status = 0
    try:
        execute_from_command_line(["manage.py", *words])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001 - whatever it is, the journey is shown it
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return status


if __name__ == "__main__":
    django.setup()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(**json.loads(line))) + "\n")
        sys.stdout.flush()
