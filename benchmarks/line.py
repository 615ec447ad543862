"""The way between laptop and server: counts what passes, and can be as slow as a village's line.

The sender's bytes are counted as they are on the wire, with HTTP's headers; TCP's own are not in it. Slow
means 4 Mbit/s each way and 60 ms there and back.
"""

import contextlib
import queue
import socket
import threading
import time

_PIECE = 16_384
BYTES_A_SECOND = 4_000_000 / 8
ROUND_TRIP_S = 0.06


class Line:
    """Forwards connections to a port; use it as a context."""

    def __init__(self, to_port: int, *, is_slow: bool = False) -> None:
        self._to_port, self._is_slow = to_port, is_slow
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._counting = threading.Lock()
        self.requests = self.bytes_up = self.bytes_down = 0

    @property
    def url(self) -> str:
        """Where the laptop reaches the server."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    @property
    def bytes(self) -> int:
        """What passed in both directions."""
        return self.bytes_up + self.bytes_down

    def forget(self) -> None:
        """Count from nothing again."""
        with self._counting:
            self.requests = self.bytes_up = self.bytes_down = 0

    def __enter__(self) -> "Line":
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                laptop, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(laptop,), daemon=True).start()

    def _connect(self, laptop: socket.socket) -> None:
        if self._is_slow:
            time.sleep(ROUND_TRIP_S)  # TCP's own greeting
        server = socket.create_connection(("127.0.0.1", self._to_port))
        with self._counting:
            self.requests += 1  # the client makes a connection for each
        up = threading.Thread(target=self._forward, args=(laptop, server, True), daemon=True)
        up.start()
        self._forward(server, laptop, False)
        up.join()
        for each in (laptop, server):
            each.close()

    def _forward(self, source: socket.socket, target: socket.socket, is_up: bool) -> None:
        """Each piece arrives half a round trip after the line had room for it."""
        due: queue.Queue[tuple[float, bytes]] = queue.Queue()
        arriving = threading.Thread(target=_arrive, args=(due, target), daemon=True)
        arriving.start()
        free = 0.0
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE):
                with self._counting:
                    self.bytes_up += len(piece) if is_up else 0
                    self.bytes_down += 0 if is_up else len(piece)
                free = max(free, time.monotonic()) + len(piece) / BYTES_A_SECOND
                due.put((free + ROUND_TRIP_S / 2 if self._is_slow else 0.0, piece))
        due.put((0.0, b""))
        arriving.join()


def _arrive(due: "queue.Queue[tuple[float, bytes]]", target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while True:
            at, piece = due.get()
            if not piece:
                break
            time.sleep(max(at - time.monotonic(), 0))
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
