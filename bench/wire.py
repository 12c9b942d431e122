"""Many requests over kept connections, as a proxy or a browser sends them: bytes out, bytes in, nothing else."""

import socket
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

CONNECTIONS, SECONDS = 8, 4.0
END = b"\r\n\r\n"


@dataclass
class Told:
    answers: int = 0
    failed: int = 0


def rate(address: str, *, connections: int = CONNECTIONS, seconds: float = SECONDS) -> float:
    """Answers a second; a failed one fails the measurement."""
    parts = urlsplit(address)
    request = f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept-Encoding: identity\r\n\r\n".encode()
    told = [Told() for _ in range(connections)]
    end = time.perf_counter() + seconds
    threads = [threading.Thread(target=_ask, args=((parts.hostname, parts.port), request, end, one)) for one in told]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed := sum(one.failed for one in told):
        raise RuntimeError(f"{failed} answers of {address} were not 200")
    return sum(one.answers for one in told) / (time.perf_counter() - began)


def _ask(place: tuple[str, int], request: bytes, end: float, told: Told) -> None:
    with socket.create_connection(place, timeout=30) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while time.perf_counter() < end:
            try:
                wire.sendall(request)
                told.failed += not _answered(wire)
            except OSError:
                told.failed += 1
                return
            told.answers += 1


def _answered(wire: socket.socket) -> bool:
    head = b""
    while END not in head:
        part = wire.recv(65536)
        if not part:
            raise ConnectionError("the server hung up")
        head += part
    head, _, body = head.partition(END)
    left = _length(head) - len(body)
    while left > 0:
        left -= len(wire.recv(min(left, 65536)))
    return head.split(b" ", 2)[1] == b"200"


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0
