"""Attachments in a history: photos hang on visits, go up in pieces on bad lines, are looked at elsewhere."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, NamedTuple

from gridclient.actions.attachments import Attachments
from gridclient.actions.records import Form, Records
from gridclient.db.blob_files import BlobFolder, Random, SealedFile
from gridclient.sync.answers import lines_of
from gridclient.sync.files import LARGEST_PIECE, Files
from gridclient.sync.transport import Call, Reply
from gridcore import chunks
from gridcore.attachments import Attachment, attachment_of
from gridcore.ids import DeviceId, RecordId, ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.stored import elements_of
from tests.fakes.memory_server import COMMUNITY, MemoryServer
from tests.fakes.pictures import jpeg
from tests.simulation.inline import run
from tests.simulation.photo_server import CHUNK, PhotoServer, Tables
from tests.simulation.store import MemoryStore, PowerLossError

if TYPE_CHECKING:
    from tests.simulation.laptop import Laptop
    from tests.simulation.office import Office

_PHOTOS = 5
"""Different ones: few, so that the same one is attached here and there."""
_FATES = ("whole", "whole", "whole", "cut", "request lost", "answer lost")
_MOST_PIECES = 300


def photo(which: int) -> bytes:
    """One of some small pictures."""
    return jpeg(8, 6, data=bytes((which + 1, 7)) * (10 + 40 * which))


class MemoryFolder(BlobFolder):
    """The folder of sealed files in memory; the power may fail while one is written."""

    def __init__(self, kept: dict[str, bytes], random: Random, store: MemoryStore) -> None:
        super().__init__(Path(), random)
        self._kept, self._store = kept, store

    def append(self, file: SealedFile, have: int, content: bytes) -> None:
        begin, before = chunks.span(file.size, have, have).begin, self._kept.get(file.name, b"")
        if len(before) < begin:
            raise ProblemError(ProblemCode.FILE_DAMAGED)
        parts = [
            file.seal((have + at) // CHUNK, content[at : at + CHUNK], self._random(chunks.NONCE))
            for at in range(0, len(content), CHUNK)
        ]
        after = before[:begin] + b"".join(parts)
        self._kept[file.name] = after[: (begin + len(after)) // 2]
        self._store.spend()
        self._kept[file.name] = after

    def read(self, file: SealedFile, first: int, last: int) -> bytes:
        wanted = chunks.span(file.size, first, last)
        return file.open(wanted, self._kept.get(file.name, b"")[wanted.begin : wanted.end])

    def whole(self, file: SealedFile) -> int:
        sealed = len(self._kept.get(file.name, b""))
        return min(chunks.whole_chunks(file.size, sealed) * CHUNK, file.size)

    def sweep(self, known: set[str]) -> int:
        gone = self._kept.keys() - known - self._fresh
        for name in gone:
            del self._kept[name]
        return len(gone)


class Camera:
    """What one laptop has for attachments, and its line for them."""

    def __init__(self, server: PhotoServer, device: DeviceId, office: Office, laptop: Laptop) -> None:
        self._server, self._device, self._office, self._laptop = server, device, office, laptop
        self._kept: dict[str, bytes] = {}
        self._store: MemoryStore | None = None
        self._chance: random.Random | None = None

    def start(self) -> None:
        """What a new process does before anything else."""
        if self._store is not self._laptop.store:
            self._store = self._laptop.store
            self.folder = MemoryFolder(self._kept, self._laptop.ports.random_bytes, self._store)
            self.files = Files(self._store, self.folder, self, LARGEST_PIECE)
            run(self.files.open())
        self.attachments = Attachments(self._store, self.folder, self._laptop.ports)

    def carry(self, most: int, chance: random.Random | None) -> bool:
        """Some pieces, on a line that fails as `chance` has it; whether anything is left."""
        self.start()
        self._chance = chance
        return any(run(self.files.carry(Event())) is None for _ in range(most))

    def send(self, call: Call, stop: Event) -> Reply:
        """Ask the server in this process."""
        fate = self._chance.choice(_FATES) if self._chance is not None else "whole"
        if fate == "request lost":
            raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
        headers, content = self._server.answer(self._laptop.replica, self._device, call)
        self._office.trace += [call.target.encode(), call.body, content]
        if fate == "answer lost":
            raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
        until = len(content) // 2 if fate == "cut" else None
        pieces = _pieces(content[:until], is_cut=until is not None)
        return Reply(200, headers, pieces if call.method == "GET" else lines_of(pieces), lambda: None)

    def form(self, record: RecordId) -> Form:
        """The record's form, as the product opens it."""
        self.start()
        found = run(Records(self._laptop.store, COMMUNITY, self._laptop.ports).open_form("visit", record))
        assert found is not None
        return found

    def look(self, record: RecordId, which: Attachment) -> bytes | None:
        """What somebody sees who looks at an attachment; it is asked for if it is not here."""
        content = run(self.attachments.content(self.form(record), {}, which))
        assert content is None or sha256(content).hexdigest() == which.sha256, "another photo is shown"
        return content

    def has(self, scope: ScopeId, which: str) -> bool:
        """Whether all of a photo of a scope is here."""
        asked = "SELECT 1 FROM blob WHERE scope = ? AND sha256 = ? AND have = size"
        return self._laptop.store.raw.execute(asked, (scope, which)).fetchone() is not None


@dataclass
class Photos:
    """The attachments of an office; none until somebody attaches one."""

    server: PhotoServer | None = None
    cameras: dict[int, Camera] = field(default_factory=dict)

    def of(self, office: Office, laptop: Laptop) -> Camera:
        """A laptop's own."""
        if self.server is None:
            assert isinstance(office.server, MemoryServer)
            self.server = PhotoServer(office.server)
        at = office.clients.index(laptop)
        if at not in self.cameras:
            self.cameras[at] = Camera(self.server, DeviceId(f"device-{at}"), office, laptop)
        self.cameras[at].start()
        return self.cameras[at]

    def backed_up(self) -> Tables | None:
        """What the server has noted."""
        return None if self.server is None else self.server.backed_up()

    def put_back(self, kept: Tables | None) -> None:
        """The server has noted no more than that."""
        if self.server is not None:
            self.server.put_back(kept)


class Choice(NamedTuple):
    """Numbers that choose the visit, the photo, what is done with it, and whether the power fails."""

    visit: int
    photo: int
    what: int
    cut: int
    power: bool


def attach(office: Office, laptop: Laptop, choice: Choice) -> None:
    """Somebody attaches a photo to a visit and saves, discards the form, or takes another one off."""
    if not isinstance(office.server, MemoryServer):
        return
    kinds = {"visit"} & {*office.editable(laptop, 1)}
    if not kinds or (record := office.pick(laptop, choice.visit, *kinds)) is None:
        return
    camera, form = office.photos.of(office, laptop), laptop.form(record)
    held = elements_of(form.seen.cells.get("files"))
    if choice.what % 7 == 6 and held:
        files = held - {sorted(held)[choice.photo % len(held)]}
    else:
        made = _attached_now(laptop, camera, record, choice)
        if made is None or choice.what % 7 == 5:
            return
        files = held | {made.element}
    laptop.power_for = choice.cut % 16 if choice.what % 3 == 0 else None
    office.note(laptop, laptop.save_form(form, files=[*sorted(files)]), form.seen.cells)
    laptop.power_for = None


def _attached_now(laptop: Laptop, camera: Camera, record: RecordId, choice: Choice) -> Attachment | None:
    opened = camera.form(record)
    laptop.store.cut_in = choice.cut % 12 if choice.power else None
    try:
        made = run(camera.attachments.attach(opened, {}, photo(choice.photo % _PHOTOS), "door.jpg"))
    except PowerLossError:
        laptop.reopen()
        return None
    finally:
        laptop.store.cut_in = None
    assert isinstance(made, Attachment)
    return made


def carry(office: Office, laptop: Laptop, most: int, cut: int, *, power: bool) -> None:
    """Some pieces go up or come down, as far as line and power allow."""
    if not isinstance(office.server, MemoryServer):
        return
    camera = office.photos.of(office, laptop)
    laptop.store.cut_in = cut % 40 if power else None
    try:
        if most % 3 == 0:
            run(camera.files.sweep())
        camera.carry(1 + most % 9, random.Random(cut))
    except ProblemError as problem:
        if problem.code not in (ProblemCode.SERVER_UNREACHABLE, ProblemCode.SERVER_GARBAGE):
            raise
    except PowerLossError:
        laptop.reopen()
    finally:
        laptop.store.cut_in = None


def look(office: Office, laptop: Laptop, pick: int) -> None:
    """Somebody looks at an attachment of a visit."""
    shown = [(record, each) for record in laptop.visible("visit") for each in _attached(laptop, record)]
    if shown and isinstance(office.server, MemoryServer):
        office.photos.of(office, laptop).look(*shown[pick % len(shown)])


def _attached(laptop: Laptop, record: RecordId) -> list[Attachment]:
    files = sorted(elements_of(laptop.shown(record).cells.get("files")))
    return [found for each in files if (found := attachment_of(each)) is not None]


def check_rest(office: Office) -> None:
    """What a laptop called kept is on the server in the end, and whoever follows its scope can look at it."""
    if (server := office.photos.server) is None:
        return
    cameras = [office.photos.of(office, each) for each in office.clients]
    for camera in cameras:
        run(camera.files.open())
        assert camera.carry(_MOST_PIECES, None), "an attachment never arrives"
    for scope, record, element in list(server.attachments()):
        which = attachment_of(element)
        assert which is not None
        if office.backups.burnt and not _is_there(server, cameras, scope, which.sha256):
            continue  # the server lost it, or the move that it had followed, and no laptop was to keep it
        for client, camera in zip(office.clients, cameras, strict=True):
            if scope not in client.scopes:
                continue
            camera.look(RecordId(record), which)
            assert camera.carry(_MOST_PIECES, None), "an attachment never arrives"
            assert camera.look(RecordId(record), which) is not None, f"{which.sha256} is lost"


def _is_there(server: PhotoServer, cameras: list[Camera], scope: ScopeId, which: str) -> bool:
    there = any((named.scope, named.sha256) == (scope, which) for named in server.tables.whole)
    return there or any(camera.has(scope, which) for camera in cameras)


def _pieces(content: bytes, *, is_cut: bool) -> Iterator[bytes]:
    yield content
    if is_cut:
        raise ProblemError(ProblemCode.SERVER_UNREACHABLE)
