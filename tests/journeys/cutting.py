"""A wire that breaks: requests reach the server whole, the reply does not reach who asked."""

import hashlib
import re
import select
import socket
import socketserver
import struct
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
RESET = struct.pack("ii", 1, 0)  # closing tells the other side that the connection broke
AT_ONCE = -1


class Cutter(socketserver.ThreadingTCPServer):
    """Before a server: of the first `times` replies to each post, `through` bytes get through; to others all do.

    With AT_ONCE the wire breaks on both sides as soon as the request has passed, while the server may be at work.
    """

    daemon_threads = True

    def __init__(self, port: int, through: int = 0, times: int = 1) -> None:
        super().__init__(("127.0.0.1", 0), None)
        self.port, self.through, self.times = port, through, times
        self.cuts: Counter[bytes] = Counter()
        self.lock = threading.Lock()

    def finish_request(self, request: socket.socket, client_address) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as server:
            self._relay(request, server)

    def shutdown_request(self, request: socket.socket) -> None:
        self.close_request(request)  # a farewell first would look like the end of a reply

    def _relay(self, phone: socket.socket, server: socket.socket) -> None:
        asked = b""
        while True:
            for ready in select.select([phone, server], [], [])[0]:
                data = ready.recv(65536)
                if not data:
                    return
                if ready is phone:
                    asked += data
                    server.sendall(data)
                    breaks = self.through == AT_ONCE and is_whole(asked) and self._is_to_cut(asked)
                else:
                    breaks = self._is_to_cut(asked)
                    asked = b""
                    phone.sendall(data[: self.through] if breaks else data)
                if breaks:
                    phone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                    return

    def _is_to_cut(self, asked: bytes) -> bool:
        if not asked.startswith(b"POST "):
            return False
        name = hashlib.sha256(asked.partition(b"\r\n\r\n")[2]).digest()
        with self.lock:
            if self.cuts[name] >= self.times:
                return False
            self.cuts[name] += 1
            return True


def is_whole(asked: bytes) -> bool:
    head, _, body = asked.partition(b"\r\n\r\n")
    length = LENGTH.search(head + b"\r\n")
    return len(body) >= int(length[1] if length else 0)


@contextmanager
def cutting(port: int, through: int = 0, times: int = 1) -> Iterator[tuple[Cutter, str]]:
    """The wire, and the address at which the portal is found behind it."""
    with Cutter(port, through, times) as cutter:
        thread = threading.Thread(target=cutter.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield cutter, f"http://localhost:{cutter.server_address[1]}"
        finally:
            cutter.shutdown()
            thread.join()
