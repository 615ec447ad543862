"""A day of work whose every step has a number: who knows the number knows what has to be in the store.

The same day is worked through by processes that are killed, lose power, or have a disk that fails. What is
done is written to a file outside the store and synced there, as the world outside remembers it.
"""

import enum
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Event

from sqlalchemy import Connection

from gridclient.actions.attachments import Attachments
from gridclient.actions.records import Records, Saved
from gridclient.db.blob_files import BlobFolder
from gridclient.db.blobs import blob_of
from gridclient.db.drafts import load_draft
from gridclient.db.listing import row
from gridclient.db.numbering import numbers
from gridclient.db.pending import unanswered
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridclient.sync.round import sync_round
from gridclient.sync.transport import Transport
from gridcore.attachments import Attachment, Media
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.problems import ProblemError
from gridcore.sync.edits import edit_hash, next_chain
from tests.client.sync.homes import SCOPE, household
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY
from tests.fakes.pictures import png

BEGIN = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


class Act(enum.Enum):
    """What is done at a number."""

    NEW = "a household"
    CHANGE = "two fields of a household"
    VISIT = "a visit with a photo"
    DRAFT = "a form that is left unsaved"
    SYNC = "a round"


_ACTS = (Act.NEW, Act.NEW, Act.VISIT, Act.CHANGE, Act.NEW, Act.CHANGE, Act.DRAFT, Act.SYNC)
_CHANGED = {3: 3, 5: 1}
"""How far back the household was made that a change is about, by the number's place among the acts."""


class Fate(enum.Enum):
    """What became of a step."""

    ABSENT = "absent"
    WHOLE = "whole"
    HALF = "half"


def act(number: int) -> Act:
    """What is done at this number."""
    return _ACTS[number % len(_ACTS)]


def ports(number: int, now: Callable[[], datetime] | None = None) -> Ports:
    """Time and randomness that belong to a number: its ids are known to everybody."""
    drawn = iter(range(1_000))

    def draw(count: int) -> bytes:
        return sha256(f"{number} {next(drawn)}".encode()).digest()[:count]

    return Ports(now or (lambda: BEGIN + timedelta(seconds=number)), draw)


def record_of(number: int) -> RecordId:
    """The record that a step makes, or that it changes."""
    made = number - _CHANGED[number % len(_ACTS)] if act(number) is Act.CHANGE else number
    return ports(made).new_id()


def picture(number: int) -> bytes:
    """A photo that no other visit has."""
    return png(40, 40, salt=number)


def attachment(number: int) -> Attachment:
    """The same as its visit names it."""
    content = picture(number)
    return Attachment(sha256(content).hexdigest(), len(content), Media.PNG, f"{number}.png")


def _typed(number: int) -> dict[str, Value]:
    if act(number) is Act.CHANGE:
        return {"phone": f"139{number:08}", "remark": f"第{number}次改"}
    return {"address": f"幸福小区{number}号", "phone": f"138{number:08}"}


class Acks:
    """What the world outside knows: a file that is synced at every word."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)

    def say(self, word: str, number: int) -> None:
        """Remember; when this returns it is outside."""
        os.write(self._descriptor, f"{word} {number}\n".encode())
        os.fsync(self._descriptor)

    def close(self) -> None:
        """No more is said."""
        os.close(self._descriptor)


def heard(content: bytes) -> tuple[list[int], list[int]]:
    """The numbers that were tried, and those that were done."""
    said = [line.split() for line in content.decode().split("\n")[:-1]]
    tried, done = ([int(number) for word, number in said if word == each] for each in ("try", "did"))
    return tried, done


class Day:
    """The steps, on an open store with a household to visit."""

    def __init__(self, database: Database, folder: Path, base: tuple[RecordId, RecordId]) -> None:
        self.database, self._folder = database, BlobFolder(folder)
        self._room, self._home = base

    async def step(self, number: int, transport: Transport) -> bool:
        """Do what the number says; False where it cannot be done. Raises ProblemError as the actions do."""
        match act(number):
            case Act.SYNC:
                await sync_round(self.database, transport, ports(number), Event())
                return True
            case Act.VISIT:
                return await self._visit(number)
            case Act.DRAFT:
                return await self._type(number)
            case _:
                return await self._save(number)

    async def _save(self, number: int) -> bool:
        records = Records(self.database, COMMUNITY, ports(number))
        is_new = act(number) is Act.NEW
        form = await records.open_form("household", None if is_new else record_of(number))
        if form is None:
            return False
        assert form.record == record_of(number)
        room: dict[str, Value] = {"room": self._room} if is_new else {}
        return isinstance(await records.save(form, _typed(number) | room), Saved)

    async def _type(self, number: int) -> bool:
        """Twice, as somebody who goes on typing: the later text takes the place of the earlier one."""
        records = Records(self.database, COMMUNITY, ports(number))
        form = await records.open_form("household")
        assert form is not None
        typed = _typed(number)
        await records.keep_draft(form, {"address": typed["address"]})
        await records.keep_draft(form, typed)
        return True

    async def _visit(self, number: int) -> bool:
        has = ports(number)
        records = Records(self.database, COMMUNITY, has)
        form = await records.open_form("visit")
        assert form is not None
        values: dict[str, Value] = {
            "household": self._home,
            "visited_on": "2026-11-02",
            "kind": "contact",
            "way": "door",
            "met": True,
            "said": f"第{number}次谈",
            "photo_consent": True,
        }
        files = Attachments(self.database, self._folder, has)
        made = await files.attach(form, values, picture(number), f"{number}.png")
        assert isinstance(made, Attachment), made
        saved = await records.save(form, values | {"files": [made.element]})
        assert isinstance(saved, Saved), saved
        return True

    async def work(self, first: int, last: int | None, acks: Acks, transport: Transport) -> None:
        """Step after step, for ever where there is no last one, each said when it is tried and done.

        A round that fails is not done; whatever else fails rises.
        """
        number = first
        while last is None or number < last:
            acks.say("try", number)
            try:
                is_done = await self.step(number, transport)
            except ProblemError:
                if act(number) is not Act.SYNC:
                    raise
                is_done = False
            if is_done:
                acks.say("did", number)
            number += 1


async def base_of(laptop: Laptop) -> tuple[RecordId, RecordId]:
    """A room and a household in it, known to the server: what the day needs."""
    await laptop.sync()
    home = await household(laptop)
    await laptop.sync()
    found = await laptop.row("household", home)
    assert found is not None
    return RecordId(str(found.values["room"])), home


def fate(connection: Connection, folder: Path, number: int) -> Fate:
    """What the store has of a step, in its tables and on the screen."""
    if act(number) is Act.SYNC:
        return Fate.WHOLE
    if act(number) is Act.VISIT:
        return _fate_of_visit(connection, folder, number)
    if act(number) is Act.DRAFT:
        left = load_draft(connection, f"household/{record_of(number)}")
        return Fate.WHOLE if left is not None and left.values == _typed(number) else Fate.ABSENT
    found = row(connection, "household", record_of(number))
    if found is None:
        return Fate.ABSENT
    wanted = _typed(number)
    if act(number) is Act.NEW and found.values["remark"] is not None:
        del wanted["phone"]  # changed since
    equal = [found.values[name] == value for name, value in wanted.items()]
    return Fate.WHOLE if all(equal) else Fate.HALF if any(equal) else Fate.ABSENT


def _fate_of_visit(connection: Connection, folder: Path, number: int) -> Fate:
    found, made = row(connection, "visit", record_of(number)), attachment(number)
    if found is None:
        return Fate.ABSENT
    blob = blob_of(connection, ScopeId(SCOPE), made.sha256)
    if found.values["said"] != f"第{number}次谈" or found.values["files"] != [made.element] or blob is None:
        return Fate.HALF
    content = BlobFolder(folder).read(blob.file, 0, blob.size - 1)
    return Fate.WHOLE if blob.is_here and content == picture(number) else Fate.HALF


def faults(connection: Connection, folder: Path, tried: Iterable[int], done: Iterable[int]) -> list[str]:
    """What is not as it was promised: lost, half there, or out of order."""
    sure = set(done)
    found = []
    for number in tried:
        became = fate(connection, folder, number)
        if became is Fate.HALF or (became is Fate.ABSENT and number in sure):
            found.append(f"{number} ({act(number).value}) is {became.value}")
    return found + disorder(connection)


def disorder(connection: Connection) -> list[str]:
    """Numbers without a gap, each with its own hash, up to the end of the chain."""
    state = numbers(connection, COMMUNITY)
    waiting = unanswered(connection, COMMUNITY, -1)
    chain = state.acked_chain
    rows = connection.exec_driver_sql(
        "SELECT n, hash FROM pending_edit WHERE n > ?1"
        " UNION SELECT n, hash FROM sent WHERE n > ?1 ORDER BY n",
        (state.acked_n,),
    ).all()
    for _, hashed in rows:
        chain = next_chain(chain, hashed.hex())
    found = []
    if [n for n, _ in rows] != [*range(state.acked_n + 1, state.next_n)]:
        found.append("numbers are missing")
    if chain != state.chain:
        found.append("the chain is broken")
    if any(edit_hash(each.edit) != each.hash for each in waiting):
        found.append("an edit changed")
    return found
