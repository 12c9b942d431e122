#!/usr/bin/env python
import os
import sys

from portal import version
from portal.faults import in_words

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    with in_words():
        from django.core.management import execute_from_command_line

        if sys.argv[1:] == ["version"]:  # Django's own answer would be Django's version
            print(version.in_full())  # noqa: T201 - this is the command's voice
        else:
            execute_from_command_line(sys.argv)
