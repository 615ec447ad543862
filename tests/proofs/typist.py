"""Somebody who types into the real windows, saves and attaches, in a process of its own, until it is killed.

What happens is written to a file outside the store, a line each, with the beats that the windows' loop had
made by then: ten in a second that it lives, fewer where the machine lets it wait.
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from multiprocessing.connection import Connection as Pipe
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import NamedTuple

import msgspec
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from sqlalchemy import Connection

from gridclient.actions.attachments import Attachments
from gridclient.actions.notes import Notes
from gridclient.actions.visits import VisitAsked, Visits
from gridclient.db.blob_files import BlobFolder
from gridclient.db.blobs import blob_of
from gridclient.db.drafts import drafts_of
from gridclient.db.keys import Keys
from gridclient.db.listing import row
from gridclient.db.lock_file import StoreLock
from gridclient.ports import Ports
from gridclient.ui.async_slot import new_loop
from gridclient.ui.notes.quick_note import QuickNoteDialog
from gridclient.ui.visits.visit_form_page import VisitFormPage
from gridclient.ui.widgets.typing_pause import TypingPause
from gridcore.attachments import attachment_of
from gridcore.fields import Value
from gridcore.ids import RecordId
from tests.client.db.crashing import context
from tests.client.ui.visits.store import GRID, NOW, TODAY, USER, WORKER, WORKER_ROLES, Store, opened
from tests.fakes.pictures import png

BEAT_S = 0.1
KEPT_AFTER = 20
"""Beats in two seconds."""
PATIENCE_S = 60
_LETTERS = "老人身体状况良好燃气灶软管已换下周女儿来接"
_LONGEST_TEXT = 160
_FEW, _MANY, _WITHOUT_END = range(2, 9), range(10, 90), (1_000_000,)
"""Letters between two acts."""


class Line(msgspec.Struct, omit_defaults=True):
    """What happened: a key, a file before and after it was attached, a save that began, one that the
    screen told, or a beat alone."""

    life: int
    beat: int
    what: str
    kind: str = ""
    record: str = ""
    text: str = ""
    files: tuple[str, ...] = ()


def wait_for_a_pause() -> None:
    """The weakness: a form is kept when typing stops, and no sooner."""
    setattr(TypingPause, "typed", lambda self: self.start(3_600_000))  # noqa: B010


class Acks:
    """The file outside; a process that dies leaves there whatever it wrote."""

    def __init__(self, path: Path, life: int) -> None:
        self._descriptor = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        self._life, self._beat = life, 0

    def say(
        self, what: str, kind: str = "", record: str = "", text: str = "", files: Sequence[str] = ()
    ) -> None:
        """Write a line; who kills this process finds it."""
        line = Line(self._life, self._beat, what, kind, record, text, tuple(files))
        os.write(self._descriptor, msgspec.json.encode(line) + b"\n")

    async def beat(self) -> None:
        """Beat as long as the loop lives."""
        while True:
            await asyncio.sleep(BEAT_S)
            self._beat += 1
            self.say("beat")


def heard(path: Path) -> list[Line]:
    """All that happened so far."""
    if not path.exists():
        return []
    return [msgspec.json.decode(each, type=Line) for each in path.read_bytes().split(b"\n")[:-1]]


def type_on(
    folder: Path, keys: Keys, acks: Path, life: int, pipe: Pipe, weak: bool, texts: Sequence[int]
) -> None:
    """Write quick notes and visits in turn, for ever."""
    if weak:
        wait_for_a_pause()
    StoreLock(folder)
    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    new_loop(app).run_until_complete(_Typist(folder, Acks(acks, life), life, texts).live(keys, pipe))


class _Typist:
    def __init__(self, folder: Path, acks: Acks, life: int, texts: Sequence[int]) -> None:
        self._folder, self._acks = folder, acks
        self._chance, self._texts = random.Random(life), texts

    async def live(self, keys: Keys, pipe: Pipe) -> None:
        async with opened(self._folder, keys) as store:
            store.ports = Ports(lambda: NOW, os.urandom)
            pipe.send_bytes(b"born")
            async with asyncio.TaskGroup() as group:
                group.create_task(self._acks.beat())
                if self._chance.random() < 0.5:
                    await self._note(store)
                while True:
                    await self._visit(store)
                    await self._note(store)

    async def _note(self, store: Store) -> None:
        notes = Notes(store.database, store.records, store.ports, USER)
        window = QWidget()
        dialog = QuickNoteDialog(notes, window)
        done = list[bool]()
        dialog.saved.connect(lambda: done.append(True))
        dialog.open()
        while dialog.form is None:
            await asyncio.sleep(0.001)
        record, text = dialog.form.record, dialog.field.toPlainText()
        text = await self._type(dialog.field, "quick_note", record, text)
        self._acks.say("saving", "quick_note", record)
        dialog.save()
        while not done:
            await asyncio.sleep(0.001)
        self._acks.say("saved", "quick_note", record, text)
        window.deleteLater()

    async def _visit(self, store: Store) -> None:
        visits = Visits(
            store.database, store.records, store.work, store.ports, worker=WORKER, roles=WORKER_ROLES
        )
        files = Attachments(store.database, BlobFolder(self._folder), store.ports)
        page = VisitFormPage(visits, lambda: date.fromisoformat(TODAY), files=files)
        done = list[str]()
        page.finished.connect(done.append)
        page.show()
        page.open_record(VisitAsked(RecordId("h1"), RecordId("p1")))
        while page.form is None or page._opened is None:
            await asyncio.sleep(0.001)
        form, record, row = page.form, page._opened.form.record, page.form.files
        assert row is not None
        said = form.editor("said")
        text = await self._type(said, "visit", record, str(form.whole().get("said") or ""))
        picture = self._folder.with_name("taken.png")
        picture.write_bytes(png(40, 40, salt=time.monotonic_ns() % 1_000_000))
        row.photo_consent = True
        self._acks.say("attaching", "visit", record)
        await row.add_paths([picture])
        self._acks.say("attached", "visit", record, text, row.elements)
        text = await self._type(said, "visit", record, text)
        held = row.elements
        form.editor("met").findChildren(QRadioButton)[0].click()
        self._acks.say("saving", "visit", record)
        page.submit()
        while not done:
            await asyncio.sleep(0.001)
        self._acks.say("saved", "visit", record, text, held)
        page.deleteLater()

    async def _type(self, field: QWidget, kind: str, record: str, text: str) -> str:
        """Go on with a text, without a pause that would be long enough to stop for."""
        count = self._chance.choice(self._texts)
        for _ in range(count):
            if len(text) > _LONGEST_TEXT and count < 1_000:
                break
            letter = self._chance.choice(_LETTERS)
            text += letter
            event = QInputMethodEvent()
            event.setCommitString(letter)
            self._acks.say("key", kind, record, text)
            QApplication.sendEvent(field, event)
            await asyncio.sleep(self._chance.uniform(0.005, 0.06))
        return text


class Typing(NamedTuple):
    """A store, its keys, and the file beside it."""

    folder: Path
    keys: Keys
    acks: Path


def seen(desk: Typing, life: int, what: str) -> None:
    """Wait until the program says something of this life, or for as long as anybody would."""
    end, place = time.monotonic() + PATIENCE_S, desk.acks.stat().st_size if desk.acks.exists() else 0
    while time.monotonic() < end:
        told = desk.acks.read_bytes()[place:] if desk.acks.exists() else b""
        lines = (msgspec.json.decode(each, type=Line) for each in told.split(b"\n")[:-1])
        if any((each.life, each.what) == (life, what) for each in lines):
            return
        time.sleep(0.002)


def kill_one(
    desk: Typing, life: int, wait: Callable[[], object], *, weak: bool = False, is_brief: bool = False
) -> None:
    """Let somebody type until the wait is over, and kill the program wherever it is."""
    texts = _WITHOUT_END if weak else _FEW if is_brief else _MANY
    chosen = context()
    if not isinstance(chosen, SpawnContext):
        chosen.set_forkserver_preload([__name__])
    ours, theirs = chosen.Pipe()
    child = chosen.Process(target=type_on, args=(*desk, life, theirs, weak, texts))
    child.start()
    theirs.close()
    try:
        assert ours.poll(PATIENCE_S), "the program does not begin"
        assert ours.recv_bytes() == b"born"
        wait()
        assert child.exitcode is None, "the program ended by itself"
    finally:
        child.kill()
        child.join(PATIENCE_S)
        ours.close()
        child.close()


def faults(connection: Connection, folder: Path, lines: Sequence[Line]) -> list[str]:
    """What the screen called saved and is not there, and what was typed long before the end and is gone."""
    found = []
    for each in lines:
        if each.what == "saved":
            there = row(connection, each.kind, RecordId(each.record))
            if there is None or there.values["said"] != each.text:
                found.append(f"a {each.kind} that was saved is not there")
            elif each.kind == "visit" and not _are_here(
                connection, folder, there.values["files"], each.files
            ):
                found.append("a photo that was saved is not there")
    ends = {each.life: each.beat for each in lines}
    for life, end in ends.items():
        old = [
            each
            for each in lines
            if each.life == life and each.what == "key" and each.beat <= end - KEPT_AFTER
        ]
        if old and not _is_kept(connection, old[-1]):
            found.append(f"what was typed into a {old[-1].kind} two seconds before the end is gone")
        files = [
            each
            for each in lines
            if each.life == life and each.what == "attached" and each.beat <= end - KEPT_AFTER
        ]
        if files and not _holds(connection, folder, files[-1]):
            found.append("a photo that was attached two seconds before the end is gone")
    return found


def _is_kept(connection: Connection, key: Line) -> bool:
    there = row(connection, key.kind, RecordId(key.record))
    kept = [there.values["said"]] if there is not None else []
    kept += [each.values.get("said") for each in drafts_of(connection, key.kind, None)]
    return any(str(each).startswith(key.text) for each in kept)


def _holds(connection: Connection, folder: Path, attached: Line) -> bool:
    there = row(connection, attached.kind, RecordId(attached.record))
    kept = [there.values["files"]] if there is not None else []
    kept += [each.values.get("files") for each in drafts_of(connection, attached.kind, None)]
    return any(_are_here(connection, folder, each, attached.files) for each in kept)


def _are_here(connection: Connection, folder: Path, elements: Value, promised: Sequence[str]) -> bool:
    if not promised or elements != [*promised]:
        return False
    for each in map(attachment_of, promised):
        blob = blob_of(connection, GRID, each.sha256) if each is not None else None
        if each is None or blob is None or not blob.is_here:
            return False
        content = BlobFolder(folder).read(blob.file, 0, blob.size - 1)
        if sha256(content).hexdigest() != each.sha256:
            return False
    return True
