"""Attaching photos and papers to a record, looking at them, and where each of them is."""

import asyncio
import enum
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from gridclient.actions.records import Form
from gridclient.db import blobs
from gridclient.db.blob_files import BlobFolder
from gridclient.db.blobs import Blob
from gridclient.db.facts import place_of
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.attachments import Attachment, file_name
from gridcore.fields import FieldKind, RecordType, Values
from gridcore.file_contents import Contents, Fault, examine_stored
from gridcore.ids import RecordId, ScopeId
from gridcore.permissions import sibling_scope
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.changes import NOTHING_SEEN
from gridcore.sync.known import parent_in
from gridcore.sync.stored import elements_of


class Where(enum.StrEnum):
    """Where an attachment is."""

    NOT_SAVED = "not_saved"
    """In this form alone."""
    WAITING = "waiting"
    """Saved on this computer, and not yet on the server."""
    REFUSED = "refused"
    """The server did not take it; it stays on this computer."""
    HERE = "here"
    """On the server and on this computer."""
    AWAY = "away"
    """On the server; fetched when somebody looks at it."""
    COMING = "coming"
    MISSING = "missing"
    """It could not be fetched: its author has not sent it yet."""


@dataclass(frozen=True)
class Travel:
    """Where an attachment is, and how much of it is through."""

    where: Where
    percent: int = 0


def as_it_stands(declared: RecordType, record: RecordId, values: Values) -> Form:
    """A record whose attachments are only looked at."""
    return Form(declared, record, is_new=False, seen=NOTHING_SEEN, values=values)


class Attachments:
    """What a user does with the attachments of a record."""

    def __init__(self, database: Database, folder: BlobFolder, ports: Ports) -> None:
        self._database, self._folder, self._ports = database, folder, ports

    async def attach(self, form: Form, values: Values, content: bytes, name: str) -> Attachment | Fault:
        """Keep a file for a record whose form is open; the element joins the record when the form is saved.

        When this returns the file survives a power cut. Raises ProblemError as `BlobFolder.write` does.
        """
        found = await asyncio.to_thread(examine_stored, content)
        if not isinstance(found, Contents):
            return found
        sha256 = await asyncio.to_thread(_sha256, content)
        made = Attachment(sha256, len(content), found.media, file_name(name, found.media))
        scope = await self._scope(form, values)
        there = await self._database.read(partial(blobs.blob_of, scope=scope, sha256=sha256))
        if there is None or not there.is_here:
            await self._keep(made, scope, content)
        use = partial(blobs.use_blob, scope=scope, sha256=sha256, record=form.record)
        await self._database.write(use)
        return made

    async def content(self, form: Form, values: Values, attachment: Attachment) -> bytes | None:
        """The file, if it is here; else it is asked for, and comes when the line allows.

        Raises ProblemError: file_damaged, after which it is fetched again if the server has it.
        """
        scope = await self._scope(form, values)
        ask = partial(_asked, scope=scope, wanted=attachment, record=form.record, at=self._ports.moment())
        found = await self._database.read(partial(blobs.blob_of, scope=scope, sha256=attachment.sha256))
        if found is None:
            file = self._folder.new_file(scope, attachment.sha256, attachment.size)
            wanted = Blob(scope, file.sha256, file.size, attachment.media, file, 0, file.size, "")
            await self._database.write(
                partial(_wanted, blob=wanted, record=form.record, at=self._ports.moment())
            )
            self._folder.settled(file)
            return None
        if not found.is_here:
            await self._database.write(ask)
            return None
        try:
            return await asyncio.to_thread(self._folder.read, found.file, 0, found.size - 1)
        except ProblemError as problem:
            if problem.code is ProblemCode.FILE_DAMAGED and found.sent == found.size:
                await self._database.write(partial(blobs.drop_blob, blob=found))
            raise

    async def travels(self, form: Form, values: Values, files: Sequence[Attachment]) -> dict[str, Travel]:
        """Where each of some attachments is, by hash."""
        scope = await self._scope(form, values)
        there = await self._database.read(partial(blobs.travels, scope=scope, wanted=files))
        held = [each.name for each in form.declared.fields.values() if each.kind is FieldKind.ATTACHMENTS]
        saved = {one for name in held for one in elements_of(form.values.get(name))}
        return {
            each.sha256: _travel(there.get(each.sha256), is_saved=each.element in saved) for each in files
        }

    async def _keep(self, made: Attachment, scope: ScopeId, content: bytes) -> None:
        """The file first, then its row: a crash between them leaves a file that is swept."""
        file = self._folder.new_file(scope, made.sha256, made.size)
        try:
            await asyncio.to_thread(self._folder.write, file, content)
            blob = Blob(scope, made.sha256, made.size, made.media, file, made.size, 0, "")
            at = self._ports.moment()
            await self._database.write(partial(blobs.keep_blob, blob=blob, at=at))
        finally:
            self._folder.settled(file)

    async def _scope(self, form: Form, values: Values) -> ScopeId:
        """Where the record lies, or will lie beside its parent."""
        whole = {**form.values, **values}
        parent = parent_in(form.declared.kind, form.declared.cells_of(whole))
        find = partial(_place, form=form, parent=parent)
        return await self._database.read(find)


def _place(connection: Connection, form: Form, parent: RecordId | None) -> ScopeId:
    found = None if form.is_new else place_of(connection, form.record)
    above = place_of(connection, parent) if found is None and parent is not None else None
    if found is not None:
        return found[1]
    if above is None:
        raise LookupError("attachments hang on records that are here")
    return sibling_scope(form.declared, above[1])


def _wanted(connection: Connection, blob: Blob, record: RecordId, at: str) -> None:
    blobs.keep_blob(connection, blob, at)
    blobs.use_blob(connection, blob.scope, blob.sha256, record)


def _asked(connection: Connection, scope: ScopeId, wanted: Attachment, record: RecordId, at: str) -> None:
    """Whoever asks again looks at it now: it comes before what was asked for earlier."""
    found = blobs.blob_of(connection, scope, wanted.sha256)
    if found is not None:
        blobs.keep_blob(connection, replace(found, trouble=""), at)
        blobs.use_blob(connection, scope, wanted.sha256, record)


def _travel(blob: Blob | None, *, is_saved: bool) -> Travel:
    if blob is None:
        return Travel(Where.AWAY)
    if not blob.is_here:
        return Travel(Where.MISSING if blob.trouble else Where.COMING, 100 * blob.have // blob.size)
    if blob.sent >= blob.size:
        return Travel(Where.HERE, 100)
    if blob.trouble:
        return Travel(Where.REFUSED)
    if not is_saved:
        return Travel(Where.NOT_SAVED)
    return Travel(Where.WAITING, 100 * blob.sent // blob.size)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
