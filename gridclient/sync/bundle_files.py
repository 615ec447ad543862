"""Attachments on a stick: what is saved here goes along, what somebody asked for comes back in the answer."""

import asyncio
import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from gridclient.db.blob_files import BlobFolder
from gridclient.db.blobs import Blob, blob_of, forget_parted, note_travel
from gridclient.db.replicas import current_replica
from gridclient.db.threads import Database
from gridclient.sync.files import keep_fetched
from gridcore.json_faults import JSON_FAULTS
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.bundles import Answers
from gridcore.wire.carried import MOST_CARRIED, MOST_WANTED, CarriedFile, WantedFile, decode_given


@dataclass(frozen=True)
class Luggage:
    """Attachments that may go along, and come back: at most so many bytes each way, out of this folder."""

    folder: BlobFolder
    most_bytes: int


def packed(waiting: Sequence[Blob], luggage: Luggage) -> list[CarriedFile]:
    """What fits, the oldest first; a file that is damaged here says so when it is sent over a line."""
    left, found = min(luggage.most_bytes, MOST_CARRIED), []
    for each in waiting:
        if each.size <= left:
            with contextlib.suppress(ProblemError):
                content = luggage.folder.read(each.file, 0, each.size - 1)
                found.append(CarriedFile(each.scope, each.sha256, content))
                left -= each.size
    return found


def asked_for(missing: Sequence[Blob], luggage: Luggage) -> list[WantedFile]:
    """The names of what will fit into the answer, what was asked for last first."""
    left = min(luggage.most_bytes, MOST_CARRIED)
    found: list[WantedFile] = []
    for each in missing:
        if each.size <= left and len(found) < MOST_WANTED:
            found.append(WantedFile(each.scope, each.sha256))
            left -= each.size
    return found


def note_files(connection: Connection, answers: Answers) -> None:
    """What the server has it has, unless it was restored since it said so."""
    replica = current_replica(connection)
    if replica is None or answers.epoch != replica.epoch:
        return
    for each in answers.files:
        blob = blob_of(connection, each.scope, each.sha256)
        if blob is not None and blob.is_here and blob.sent < blob.size:
            sent = blob.size if each.have >= blob.size else blob.sent
            note_travel(connection, blob, have=blob.have, sent=sent, trouble=each.trouble)
    forget_parted(connection)


async def take_given(database: Database, folder: BlobFolder, lines: Iterator[bytes], count: int) -> int:
    """Keep what came of what is still wanted, as if it had come over a line; how many are here now.

    Raises ProblemError: server_garbage, and as `BlobFolder.append` does; what was kept until then stays.
    """
    came = 0
    for _ in range(count):
        try:
            file = decode_given(await asyncio.to_thread(next, lines, b""))
        except JSON_FAULTS as error:
            raise ProblemError(ProblemCode.SERVER_GARBAGE) from error
        find = partial(blob_of, scope=file.scope, sha256=file.sha256)
        blob = await database.read(find)
        if blob is None or blob.is_here:
            continue  # read before, fetched meanwhile, or asked for no more
        if len(file.content) == blob.size:
            came += await keep_fetched(database, folder, blob, 0, file.content)
        else:
            trouble = "differs" if file.content else "not_here"
            note = partial(note_travel, blob=blob, have=0, sent=blob.sent, trouble=trouble)
            await database.write(note)
    return came
