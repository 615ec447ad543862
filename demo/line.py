"""A network line that can be cut: a forwarder on loopback between one laptop and the server."""

import contextlib
import socket
import threading

_PIECE = 65_536


class Line:
    """Forwards connections to a port while it is open; cutting it ends those that are there."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._is_open = True
        self._left: int | None = None
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._ends: set[socket.socket] = set()
        self._guard = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Where the laptop reaches the server."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def cut(self) -> None:
        """From now on nothing comes through."""
        self._is_open = False
        with self._guard:
            for each in self._ends:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def cut_after(self, count: int) -> None:
        """Nothing comes through once this many more bytes did, whichever way they went."""
        self._left = count

    def mend(self) -> None:
        """The line is there again."""
        self._left = None
        self._is_open = True

    def close(self) -> None:
        """End the forwarder."""
        self.cut()
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                laptop, _ = self._socket.accept()
            except OSError:
                return
            if not self._is_open:
                laptop.close()
                continue
            threading.Thread(target=self._connect, args=(laptop,), daemon=True).start()

    def _connect(self, laptop: socket.socket) -> None:
        try:
            server = socket.create_connection(("127.0.0.1", self._to_port), timeout=10)
        except OSError:
            laptop.close()
            return
        server.settimeout(None)
        with self._guard:
            self._ends |= {laptop, server}
        threading.Thread(target=self._forward, args=(laptop, server), daemon=True).start()
        self._forward(server, laptop)
        with self._guard:
            self._ends -= {laptop, server}

    def _passing(self, count: int) -> int:
        """How many bytes of a piece come through."""
        with self._guard:
            if self._left is None:
                return count
            passing = min(count, self._left)
            self._left -= passing
            return passing

    def _forward(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(_PIECE):
                target.sendall(piece[: self._passing(len(piece))])
                if self._left == 0:
                    self.cut()
        for each in (source, target):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
