"""A machine on the way to another one, that may vanish: what comes to it is not even acknowledged."""

import ctypes
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_ATTACH_FILTER = 26
"""Linux's SO_ATTACH_FILTER, which Python names from 3.14 on."""


class Vanishing:
    """Passes on what comes to `port`, until it vanishes."""

    def __init__(self, onwards: int, port: int) -> None:
        self._onwards = onwards
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def vanish(self) -> None:
        """From now on nobody hears from it: no answer, no acknowledgement, no reset."""
        for each in (self._listener, *self._ends[::2]):
            _go_deaf(each)

    def close(self) -> None:
        """Take all connections away."""
        for each in (self._listener, *self._ends):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(("127.0.0.1", self._onwards))
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


@contextmanager
def vanishing(onwards: int, port: int = 0) -> Iterator[Vanishing]:
    """A machine in front of a port of this one, at any port if none is named."""
    machine = Vanishing(onwards, port)
    try:
        yield machine
    finally:
        machine.close()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while taken := one.recv(65_536):
            other.sendall(taken)
        other.shutdown(socket.SHUT_WR)


def _go_deaf(end: socket.socket) -> None:
    """Let the kernel throw away each packet before it looks at it: a filter of one step, "take 0 bytes"."""
    step = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))
    program = struct.pack("HL", 1, ctypes.addressof(step))
    end.setsockopt(socket.SOL_SOCKET, _ATTACH_FILTER, program)
