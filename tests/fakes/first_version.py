"""What a laptop and a server of the first version wrote and said, kept in `tests/fixtures/first_version`."""

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from gridcore.ids import RecordId, ReplicaId
from gridcore.roles import Role
from tests.fakes.memory_server import COMMUNITY

KEPT = Path(__file__).parents[1] / "fixtures" / "first_version"
PEOPLE = (("li", Role.GRID_WORKER, "grid-1"), ("sun", Role.SUPERVISOR, COMMUNITY))
"""Who is enrolled, in this order."""
_STORE = ("store.db", "key", "key.copy", "discardable", "discardable.copy")


class Exchange(msgspec.Struct, frozen=True):
    """A request as that version sent it, and the lines with which its server answered."""

    last: bool
    request: str
    answer: list[str]

    @property
    def replica(self) -> ReplicaId:
        """Who asked."""
        return msgspec.json.decode(self.request, type=_Asking).replica


class _Asking(msgspec.Struct, frozen=True):
    replica: ReplicaId


@dataclass(frozen=True)
class Wire:
    """Everything that was said, and the ids of a few records."""

    ids: dict[str, RecordId]
    before: list[Exchange]
    last: Exchange


@cache
def wire() -> Wire:
    """What was said."""
    first, *lines = (KEPT / "wire.jsonl").read_text("utf-8").splitlines()
    said = [msgspec.json.decode(each, type=Exchange) for each in lines]
    ids = msgspec.json.decode(first, type=dict[str, RecordId])
    return Wire(ids, [each for each in said if not each.last], next(each for each in said if each.last))


def store_of_the_first_version(folder: Path) -> Path:
    """A copy of the store, to be opened."""
    folder.mkdir(mode=0o700)
    for name in _STORE:
        shutil.copy(KEPT / name, folder / name)
        (folder / name).chmod(0o600)
    return folder
