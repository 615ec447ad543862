"""The worst of lines, on loopback between one laptop and the server; what it does follows from its seed.

It stands where a real line stands: it sees bytes, and knows of the protocol only where an HTTP message ends.
"""

import contextlib
import enum
import random
import re
import socket
import struct
import threading
from collections import Counter

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_RESET = struct.pack("ii", 1, 0)
_PATIENCE_S = 20


class Harm(enum.StrEnum):
    """What becomes of one connection."""

    NONE = "none"
    REFUSED = "reset before a word was said"
    CUT_UP = "request cut at any byte"
    CUT_DOWN = "answer cut at any byte"
    RESET_DOWN = "connection reset within the answer"
    FLIPPED_UP = "a bit of the request flipped"
    FLIPPED_DOWN = "a bit of the answer flipped"
    SWALLOWED = "answer swallowed"
    REPEATED = "request said twice"
    OVERTAKEN = "request held back until the next one was answered, then said"
    OLD_ANSWER = "answered with the answer of the connection before"
    STUCK = "answer stops and the connection stays open"
    DRIP = "answer comes byte by byte"


HARMS = tuple(each for each in Harm if each is not Harm.NONE)


class BadLine:
    """Forwards one HTTP exchange for each connection, and harms some of them while `is_bad`."""

    def __init__(self, to_port: int, seed: int, harms: tuple[Harm, ...] = HARMS) -> None:
        self.is_bad = True
        self.done: Counter[Harm] = Counter()
        self._to_port, self._chance, self._harms = to_port, random.Random(seed), harms
        self._held: list[bytes] = []
        self._last_answer = b""
        self._guard = threading.Lock()
        self._socket = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Where the laptop reaches the server."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        """No more connections."""
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                laptop, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(laptop,), daemon=True).start()

    def _serve(self, laptop: socket.socket) -> None:
        with laptop, contextlib.suppress(OSError):
            laptop.settimeout(_PATIENCE_S)
            with self._guard:
                harm = self._chance.choice((Harm.NONE, *self._harms)) if self.is_bad else Harm.NONE
                chance = random.Random(self._chance.random())
                self.done[harm] += 1
            if harm is Harm.REFUSED:
                _reset(laptop)
                return
            request = read_message(laptop)
            answer = self._way_up(request, harm, chance)
            self._way_down(laptop, answer, harm, chance)

    def _way_up(self, request: bytes, harm: Harm, chance: random.Random) -> bytes:
        """What the server says to what arrives there."""
        if harm is Harm.CUT_UP:
            self._say(request[: chance.randrange(len(request))], is_cut=True)
            return b""
        if harm is Harm.OVERTAKEN:
            with self._guard:
                self._held.append(request)
            return b""
        if harm is Harm.FLIPPED_UP:
            request = flipped(request, chance)
        if harm is Harm.REPEATED:
            self._say(request)
        answer = self._say(request)
        with self._guard:
            held, self._held = self._held, []
            old, self._last_answer = self._last_answer, answer
        for each in held:
            self._say(each)
        return old if harm is Harm.OLD_ANSWER else answer

    def _way_down(self, laptop: socket.socket, answer: bytes, harm: Harm, chance: random.Random) -> None:
        place = chance.randrange(len(answer)) if answer else 0
        match harm:
            case Harm.SWALLOWED:
                return
            case Harm.CUT_DOWN:
                laptop.sendall(answer[:place])
            case Harm.RESET_DOWN:
                laptop.sendall(answer[:place])
                _reset(laptop)
            case Harm.FLIPPED_DOWN:
                laptop.sendall(flipped(answer, chance) if answer else b"")
            case Harm.STUCK:
                laptop.sendall(answer[:place])
                laptop.recv(1)  # until the laptop has had enough
            case Harm.DRIP:
                for number in range(len(answer)):
                    laptop.sendall(answer[number : number + 1])
                    threading.Event().wait(0.05)
            case _:
                laptop.sendall(answer)

    def _say(self, request: bytes, *, is_cut: bool = False) -> bytes:
        """The server's answer to these bytes."""
        with socket.create_connection(("127.0.0.1", self._to_port), timeout=_PATIENCE_S) as server:
            server.sendall(request)
            if is_cut:
                return b""
            return read_message(server, is_head=request.startswith(b"HEAD "))


def read_message(source: socket.socket, *, is_head: bool = False) -> bytes:
    """One HTTP message, as far as it comes."""
    taken = b""
    while b"\r\n\r\n" not in taken:
        piece = source.recv(65_536)
        if not piece:
            return taken
        taken += piece
    start = taken.index(b"\r\n\r\n") + 4
    length = _LENGTH.search(taken[:start])
    whole = start + (int(length[1]) if length and not is_head else 0)
    while len(taken) < whole:
        piece = source.recv(65_536)
        if not piece:
            return taken
        taken += piece
    return taken


def flipped(message: bytes, chance: random.Random) -> bytes:
    """The same with one bit turned over, anywhere."""
    place = chance.randrange(len(message))
    return message[:place] + bytes([message[place] ^ 1 << chance.randrange(8)]) + message[place + 1 :]


def _reset(connection: socket.socket) -> None:
    """End it so that the other side hears of a reset, not of an end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    connection.close()
