"""A disk that is watched, loses its power, or fails: `disk.c` inside a process of its own, and its replay.

Nothing here simulates SQLite or the client: they make real calls on real files. What was not synced when the
power went is kept, dropped or torn as a disk may, and the files are laid out again as it would leave them.
"""

import ctypes
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import pytest

_HEAD = struct.Struct("=cHQI")
_SECTOR = 512
_KEPT, _TORN = 0.4, 0.6
ACKS = ".ack"


def compiled(folder: Path) -> Path:
    """The library, built with the machine's compiler; without one the test is skipped and says so."""
    if sys.platform != "linux":
        pytest.skip("calls of the C library are watched on Linux alone")
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("no C compiler on this machine: install gcc to run this proof")
    made = folder / "disk.so"
    source = Path(__file__).with_name("disk.c")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", made, source, "-ldl", "-lpthread"], check=True)
    return made


def under(library: Path, *arguments: str) -> None:
    """Run a Python module in a process whose calls go through the library."""
    environment = {**os.environ, "LD_PRELOAD": str(library)}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-4_000:]


class Disk:
    """The library's switches, for the process that it is loaded into."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        assert hasattr(self._library, "disk_watch"), "run this under the library"

    def watch(self, folder: Path, trace: Path | None = None) -> None:
        """Watch a folder; with a trace every change is written down."""
        self._library.disk_watch(os.fsencode(folder), os.fsencode(trace) if trace is not None else None)

    def fail(self, at: int, error: int, *, for_ever: bool) -> None:
        """Let the call with this number fail, counted from now."""
        self._library.disk_fail(at, error, int(for_ever))

    def mend(self) -> int:
        """Let all calls pass from now on; how many failed since `fail`."""
        return int(self._library.disk_mend())


@contextmanager
def memory_folder() -> Iterator[Path]:
    """A folder on a disk in memory, where there is one: nothing there waits for a real disk."""
    shared = Path("/dev/shm")
    base = shared if shared.is_dir() and os.access(shared, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="proof-", dir=base) as place:
        yield Path(place)


class Op(NamedTuple):
    """One change, as it was written down."""

    kind: str
    path: str
    at: int
    data: bytes


def read_trace(trace: Path) -> list[Op]:
    """Every change, in its order."""
    content, place, found = trace.read_bytes(), 0, []
    while place < len(content):
        kind, length, at, size = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        path = content[place : place + length].decode()
        found.append(Op(kind.decode(), path, at, content[place + length : place + length + size]))
        place += length + size
    return found


class Model(Enum):
    """What a sync of a file does for names: on ext4 and NTFS all earlier ones go with it, on others none."""

    JOURNALLED = "names go to the disk with the next sync of any file"
    STRICT = "names go to the disk with the sync of their folder alone"


@dataclass
class _Change:
    """A change that may not have reached the disk: of a file's content, or of names."""

    op: Op
    file: int = -1


@dataclass
class Replay:
    """The disk while the trace goes by: what it surely holds, and what is on its way to it."""

    model: Model
    acks: bytearray = field(default_factory=bytearray)
    """What the world outside was told."""
    _names: dict[str, int] = field(default_factory=dict)
    _sure_names: dict[str, int] = field(default_factory=dict)
    _sure: dict[int, bytearray] = field(default_factory=dict)
    _waiting: list[_Change] = field(default_factory=list)

    def begin(self, folder: Path, as_folder: str) -> None:
        """Before the first change the disk holds what is in this folder."""
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.endswith("-shm"):
                name = f"{as_folder}/{path.relative_to(folder)}"
                self._sure_names[name] = self._names[name] = len(self._sure)
                self._sure[len(self._sure)] = bytearray(path.read_bytes())
            elif path.is_dir():
                name = f"{as_folder}/{path.relative_to(folder)}"
                self._sure_names[name] = self._names[name] = -1

    def take(self, op: Op) -> None:
        """One change more."""
        if op.path.endswith(ACKS):
            self.acks += op.data
        elif op.kind == "S":
            self._sync(op.path)
        elif op.kind in "WT":
            if op.path in self._names:  # else its name is gone already
                self._waiting.append(_Change(op, self._names[op.path]))
        else:
            self._rename(op)

    def crash(self, to: Path, root: str, chance: random.Random) -> None:
        """Lay out what the disk may hold when the power goes now: all, nothing, or some of what waited."""
        names, files = dict(self._sure_names), {file: bytearray(made) for file, made in self._sure.items()}
        way, cut, lost = chance.choice(("all", "none", "some", "some")), chance.random(), set[str]()
        is_journal_cut = False
        for each in self._waiting:
            if way == "none":
                continue
            if each.op.kind in "WT":
                _keep(files.setdefault(each.file, bytearray()), each.op, chance if way == "some" else None)
                continue
            touched = {each.op.path, each.op.data.decode()} - {""}
            is_journal_cut = is_journal_cut or (way == "some" and chance.random() < cut)
            is_out = is_journal_cut if self.model is Model.JOURNALLED else chance.random() > _KEPT
            if way == "some" and (is_out or touched & lost):
                lost |= touched
            else:
                _name(names, each)
        for name, file in names.items():
            if file >= 0 and (Path(name).parent == Path(root) or names.get(str(Path(name).parent)) == -1):
                path = to / Path(name).relative_to(root)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(files.get(file, b""))

    def _sync(self, path: str) -> None:
        file, left = self._names.get(path, -2), []
        for each in self._waiting:
            if each.op.kind in "WT":
                is_sure = each.file == file
            elif self.model is Model.JOURNALLED:
                is_sure = True
            else:
                is_sure = path in {str(Path(name).parent) for name in (each.op.path, each.op.data.decode())}
            if not is_sure:
                left.append(each)
            elif each.op.kind in "WT":
                _keep(self._sure.setdefault(each.file, bytearray()), each.op, None)
            else:
                _name(self._sure_names, each)
        self._waiting = left

    def _rename(self, op: Op) -> None:
        if op.kind == "C":
            number = 1 + max([*self._sure, *(each.file for each in self._waiting), *self._names.values()])
            made = _Change(op, number)
        else:
            made = _Change(op, self._names.get(op.path, -1))
        _name(self._names, made)
        self._waiting.append(made)


def _name(names: dict[str, int], change: _Change) -> None:
    path, to = change.op.path, change.op.data.decode()
    match change.op.kind:
        case "C" | "D":
            names[path] = change.file if change.op.kind == "C" else -1
        case "U":
            names.pop(path, None)
        case "R":
            names.pop(path, None)
            names[to] = change.file


def _keep(content: bytearray, op: Op, chance: random.Random | None) -> None:
    """Put a change into a file: whole, or where chance says so not at all or in sectors."""
    luck = 0.0 if chance is None else chance.random()
    if op.kind == "T":
        if luck < _KEPT or luck > _TORN:
            del content[op.at :]
            content.extend(bytes(op.at - len(content)))
        return
    if luck < _KEPT:
        _lay(content, op.at, op.data)
    elif luck < _TORN and chance is not None:
        begin = op.at
        while begin < op.at + len(op.data):
            end = min((begin // _SECTOR + 1) * _SECTOR, op.at + len(op.data))
            if chance.random() < 0.5:
                _lay(content, begin, op.data[begin - op.at : end - op.at])
            begin = end


def _lay(content: bytearray, at: int, data: bytes) -> None:
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(data)] = data
