"""Where files are kept: a folder of this machine, a store that speaks S3, or both while files move from one to the other.

All three are Django storages and know the same four things more:

    put(name, data, sealed=False)   the bytes under precisely this name, whole or not at all
    read(name)                      the bytes; FileNotFoundError where there are none
    names(below=, untouched_since=) all names, or those below a folder; of files last written before an instant (seconds)
    sent_by_proxy(name, is_open)    an address inside of the proxy, from which it sends the file by itself

A store that does not answer is an OSError, as a disk is that cannot be read (portal.faults).
"""

from typing import Any

from django.core.files.storage import storages


def evidence() -> Any:
    """What people hand in: no address leads there."""
    return storages["evidence"]


def pictures() -> Any:
    """Pictures and documents of pages."""
    return storages["default"]
