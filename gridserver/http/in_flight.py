"""How many requests work at a time; the others wait a little, and then are told when to come again."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from gridcore.problems import ProblemCode, ProblemError


class InFlight:
    """Lets `most` requests in at a time and as many wait as `waiting` says; the others get `retry_s`."""

    def __init__(self, *, most: int = 6, waiting: int = 24, patience_s: float = 8, retry_s: int = 20) -> None:
        self._places = BoundedSemaphore(most)
        self._lock = Lock()
        self.waiting = 0
        self._most_waiting = waiting
        self._patience_s = patience_s
        self._retry_s = retry_s

    @contextmanager
    def place(self) -> Iterator[None]:
        """Work while this lasts. Raises ProblemError when too many others are before."""
        if not self._places.acquire(blocking=False):
            self._wait()
        try:
            yield
        finally:
            self._places.release()

    def _wait(self) -> None:
        with self._lock:
            if self.waiting >= self._most_waiting:
                raise ProblemError(ProblemCode.SERVER_BUSY, wait_s=self._retry_s)
            self.waiting += 1
        try:
            if not self._places.acquire(timeout=self._patience_s):
                raise ProblemError(ProblemCode.SERVER_BUSY, wait_s=self._retry_s)
        finally:
            with self._lock:
                self.waiting -= 1
