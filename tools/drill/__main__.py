"""`make drill`: docs/deploy.md on a bare machine, every block as it stands, then what a year brings: upgrade and back under
answers, backup, loss of the machine, restore, damaged backups, killed processes. Root only; prints how long each took.

python -m tools.drill [--previous COMMIT] [--fill 0]
"""

import argparse
import os
import sys
import time

from tools.drill import course, site
from tools.drill.machine import CommandFailedError, machine


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--previous", default=site.previous_release(), help="commit or tag that is upgraded from")
    parser.add_argument("--small", action="store_true", help="without the 200,000 answers and 5,000 events")
    options = parser.parse_args()
    if os.geteuid():
        print("The drill makes a machine in a folder: root only.")
        return 2
    began = time.monotonic()
    with machine() as bare:
        drill = course.Course(bare, options.previous, many=not options.small)
        try:
            for step in course.STEPS:
                drill.take(step)
        except (AssertionError, CommandFailedError) as error:
            print(f"\nFAILED after {time.monotonic() - began:.0f} s: {error}\n{drill.words()}", flush=True)
            return 1
    print(f"\nThe manual holds ({time.monotonic() - began:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
