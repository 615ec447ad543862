"""What runs under the library of `disk.c`: a day with a day's end in it, written down change by change.

    python -m tests.proofs.watched FOLDER LAST [weakness …]

FOLDER gets `before` (the store when it begins), `keys`, `trace`; the day happens in FOLDER/disk/store.
"""

import asyncio
import shutil
import sys
from pathlib import Path

import msgspec

from gridclient.db.keys import Keys
from gridcore.ids import RecordId, ReplicaId
from gridcore.roles import Role
from tests.client.sync.laptop import EmptyStore, Line, empty_store, enrolled, opened
from tests.fakes.memory_server import MemoryServer
from tests.proofs.day import Acks, Day, base_of
from tests.proofs.disk import ACKS, Disk
from tests.proofs.weaknesses import WEAKNESSES

GRID = "grid-1"


class Begun(msgspec.Struct):
    """A store at the beginning of a day."""

    database_key: bytes
    salt: bytes
    room: RecordId
    home: RecordId
    replica: ReplicaId

    @property
    def keys(self) -> Keys:
        """The store's keys."""
        return Keys(self.database_key, self.salt)

    @property
    def base(self) -> tuple[RecordId, RecordId]:
        """What the day needs."""
        return self.room, self.home


async def begin(folder: Path, server: MemoryServer) -> Begun:
    """Found, enrol and sync a store; it is closed then, with all it needs for a day."""
    empty: EmptyStore = await empty_store(folder.with_name("empty"))
    replica = server.enrol("li", (Role.GRID_WORKER, GRID))
    laptop = await enrolled(empty, folder, server, replica)
    room, home = await base_of(laptop)
    await laptop.database.close()
    return Begun(empty.keys.database, empty.keys.salt, room, home, replica)


async def day(place: Path, last: int) -> None:
    """Work, close and open in the middle, work on; the end is not closed: there the power goes at last."""
    server, store = MemoryServer(), place / "disk" / "store"
    begun = await begin(store, server)
    shutil.copytree(store, place / "before")
    (place / "begun").write_bytes(msgspec.json.encode(begun))
    Disk().watch(place / "disk", place / "trace")
    acks = Acks(place / "disk" / f"day{ACKS}")
    for first, end in ((0, last // 2), (last // 2, last)):
        database = await opened(store, begun.keys)
        await Day(database, store, begun.base).work(first, end, acks, Line(server))
        await database.close()
    Disk().watch(place / "nothing")


if __name__ == "__main__":
    for name in sys.argv[3:]:
        WEAKNESSES[name]()
    asyncio.run(day(Path(sys.argv[1]), int(sys.argv[2])))
