"""What processes beside this one take: servers, commands that have ended, and all of a PostgreSQL."""

import os
from contextlib import suppress
from pathlib import Path

import psutil


def cpu_s(process: psutil.Process) -> float:
    """CPU of a process until now."""
    times = process.cpu_times()
    return float(times.user + times.system)


def ended_cpu_s() -> float:
    """CPU of all commands that this process started and that have ended."""
    times = os.times()
    return times.children_user + times.children_system


class Postgres:
    """The processes of the PostgreSQL in a server's folder."""

    def __init__(self, data: Path) -> None:
        noted = data / "postgres/pgdata/postmaster.pid"
        self._first = psutil.Process(int(noted.read_text("ascii").split()[0]))

    def cpu_s(self) -> float:
        """CPU until now, with that of processes that have ended where the system tells it."""
        own = self._first.cpu_times()
        used = float(getattr(own, "children_user", 0.0) + getattr(own, "children_system", 0.0))
        for each in self._all():
            with suppress(psutil.Error):
                used += cpu_s(each)
        return used

    def memory(self) -> int:
        """Bytes; what the processes share counts once where the system tells it."""
        held = 0
        for each in self._all():
            with suppress(psutil.Error):
                told = each.memory_full_info()
                held += getattr(told, "pss", told.rss)
        return held

    def _all(self) -> list[psutil.Process]:
        return [self._first, *self._first.children(recursive=True)]
