"""Files from one store to another while people go on sending: copied, then proven by the sums of both sides."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from portal.stores.whole import is_half

AT_ONCE = 8


@dataclass
class Proof:
    """`sum`: SHA-256 over each name with the SHA-256 of its bytes, in the order of names."""

    files: int = 0
    bytes: int = 0
    copied: int = 0
    sum: str = ""
    faults: list[str] = field(default_factory=list)


def copy_all(source: Any, target: Any) -> Proof:
    """All that the source has and the target has not, again until nothing is left; then both are read and held together.

    Safe to be cut off and begun again. A file that is let go meanwhile does not come back.
    """
    copied = 0
    while lacking := sorted(_whole(source) - set(target.names())):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            copied += sum(pool.map(lambda name: _copy(source, target, name), lacking))
    proof = prove(source, target)
    proof.copied = copied
    return proof


def _whole(store: Any) -> set[str]:
    return {name for name in store.names() if not is_half(name)}


def _copy(source: Any, target: Any, name: str) -> bool:
    try:
        data = source.read(name)
    except FileNotFoundError:  # let go since it was listed
        return False
    target.put(name, data, sealed=name.endswith(".original"))
    if source.exists(name):
        return True
    target.delete(name)
    return False


def prove(source: Any, target: Any) -> Proof:
    """Each file of the source is in the target with the same bytes, or is named."""
    proof, whole = Proof(), sha256()
    for held in _held(source, target):
        proof.files += 1
        proof.bytes += held.size
        whole.update(f"{held.name} {held.sum}\n".encode())
        if held.fault:
            proof.faults.append(f"{held.name}: {held.fault}")
    proof.sum = whole.hexdigest()
    return proof


@dataclass(frozen=True)
class Held:
    name: str
    size: int
    sum: str
    fault: str


def _held(source: Any, target: Any) -> Iterator[Held]:
    """Each file of the source, held against the target's; what was let go since it was listed is left out."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        yield from filter(None, pool.map(lambda name: _compare(source, target, name), sorted(_whole(source))))


def _compare(source: Any, target: Any, name: str) -> Held | None:
    try:
        data = source.read(name)
    except FileNotFoundError:
        return None
    try:
        fault = "" if target.read(name) == data else "content"
    except FileNotFoundError:
        if not source.exists(name):
            return None
        fault = "missing"
    return Held(name, len(data), sha256(data).hexdigest(), fault)


def clear(source: Any, target: Any) -> int:
    """Take away from the source what the target has with the same bytes: how many files."""
    whole = [held.name for held in _held(source, target) if not held.fault]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(source.delete, whole))
    return len(whole)
