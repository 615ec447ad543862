"""What the journal keeps besides edits: keys of attachments that no server has, and whose laptop it is."""

from functools import partial
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection

from gridclient.db import blobs
from gridclient.db.blob_files import BlobFolder
from gridclient.db.blobs import Blob
from gridclient.db.confirmed import write_confirmed
from gridclient.db.connection import create_database
from gridclient.db.enrolments import enrol_again, enrolment_of, keep_enrolment
from gridclient.db.folders import DATABASE, JOURNAL
from gridclient.db.identity import Identity
from gridclient.db.journal import Enrolled, Journal, Line, Saved, UnsentFile
from gridclient.db.journal_replay import last_enrolment
from gridclient.db.keys import KeyPurpose, Keys
from gridclient.db.pending import unanswered
from gridclient.db.replicas import Replica, replica_ids
from gridclient.db.shown_rebuild import prepare
from gridclient.db.threads import Database
from gridclient.sync.filling import Filling
from gridcore.attachments import Media
from gridcore.ids import DeviceId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.sync.stored import Confirmed
from tests.client.db.conftest import in_database
from tests.client.db.crashing import AT, C, save_household

GRID = ScopeId("grid/330106001001101")
VISIT = RecordId("visit1")
CONTENT = b"what a camera saw"
SHA = sha256(CONTENT).hexdigest()
KNOWN = Identity(UserId("li"), "李建国", C, DeviceId("d"), b"server key", b"", b"own", ())
LI = Replica(ReplicaId("r1"), "epoch", DeviceId("d"), UserId("li"), b"signing key")


async def begin(database: Database, replica: Replica = LI) -> None:
    await database.write(prepare)
    await Filling(database).finish()
    room = Confirmed(RecordId("room1"), "room", GRID, {}, {}, 1)
    await database.write(lambda c: write_confirmed(c, [room]))
    enrol = partial(keep_enrolment, server="https://grid", ca_pem="PEM", replica=replica, known=KNOWN, at=AT)
    await database.write(enrol)


async def attach(database: Database, folder: Path, record: RecordId = VISIT) -> Blob:
    file = BlobFolder(folder).new_file(GRID, SHA, len(CONTENT))
    BlobFolder(folder).write(file, CONTENT)
    blob = Blob(GRID, SHA, file.size, Media.PNG, file, file.size, 0, "")
    await database.write(partial(blobs.keep_blob, blob=blob, at=AT))
    await database.write(partial(blobs.use_blob, scope=GRID, sha256=SHA, record=record))
    return blob


async def blob_in(database: Database) -> Blob | None:
    return await database.read(partial(blobs.blob_of, scope=GRID, sha256=SHA))


def journal_of(folder: Path, keys: Keys) -> list[object]:
    return [*Journal(folder / JOURNAL, keys.derive(KeyPurpose.JOURNAL)).read().entries]


def files_in(folder: Path, keys: Keys) -> list[UnsentFile]:
    return [file for each in journal_of(folder, keys) if isinstance(each, Saved) for file in each.files]


def anew(folder: Path, keys: Keys, enrolled: Enrolled | None) -> None:
    """The database is lost; an empty one takes its place."""
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (folder / name).unlink(missing_ok=True)
    create_database(folder / DATABASE, keys)

    async def again(database: Database) -> None:
        await database.write(prepare)
        if enrolled is not None:
            await database.write(partial(enrol_again, found=enrolled, at=AT))

    in_database(folder, keys, again)


def test_a_photo_that_no_server_has_can_be_opened_after_its_database_is_lost(
    folder: Path, keys: Keys
) -> None:
    async def work(database: Database) -> Enrolled | None:
        await begin(database)
        await attach(database, folder)
        await attach_to_another(database)
        return await database.read(enrolment_of)

    async def attach_to_another(database: Database) -> None:
        use = partial(blobs.use_blob, scope=GRID, sha256=SHA, record=RecordId("visit2"))
        await database.write(use)

    anew(folder, keys, in_database(folder, keys, work))

    async def look(database: Database) -> tuple[Blob | None, tuple[UnsentFile, ...]]:
        return await blob_in(database), await database.read(blobs.unsent_files)

    found, unsent = in_database(folder, keys, look)
    assert found is not None
    assert (found.have, found.sent, found.media) == (len(CONTENT), 0, Media.PNG)
    assert BlobFolder(folder).read(found.file, 0, found.size - 1) == CONTENT
    assert [each.records for each in unsent] == [(VISIT, RecordId("visit2"))], "it hangs where it hung"


def test_a_photo_that_parts_with_its_scope_still_goes_up_after_its_database_is_lost(
    folder: Path, keys: Keys
) -> None:
    async def work(database: Database) -> Enrolled | None:
        await begin(database)
        await attach(database, folder)
        await database.write(lambda c: c.exec_driver_sql("UPDATE blob SET parting = 1") and None)
        return await database.read(enrolment_of)

    enrolled = in_database(folder, keys, work)
    in_database(folder, keys, blob_in)
    anew(folder, keys, enrolled)
    assert in_database(folder, keys, lambda database: database.read(_parting)) == [1]


def _parting(connection: Connection) -> list[int]:
    return [row.parting for row in connection.exec_driver_sql("SELECT parting FROM blob")]


def test_what_the_server_has_leaves_the_journal_and_what_is_dropped_leaves_it_at_once(
    folder: Path, keys: Keys
) -> None:
    async def work(database: Database) -> list[list[UnsentFile]]:
        await begin(database)
        blob = await attach(database, folder)
        seen = [files_in(folder, keys)]
        await database.write(partial(blobs.forget, files=[blob.file.name]))
        seen.append(files_in(folder, keys))
        blob = await attach(database, folder)
        note = partial(blobs.note_travel, blob=blob, have=blob.size, sent=blob.size)
        await database.write(note)
        return seen

    kept, dropped = in_database(folder, keys, work)
    assert [each.sha256 for each in kept] == [SHA]
    assert dropped == []
    assert files_in(folder, keys), "it is not written anew for every photo that arrives"
    in_database(folder, keys, blob_in)
    assert files_in(folder, keys) == []


def test_the_journal_says_who_the_laptop_is_and_never_how_it_signs_in_a_message(
    folder: Path, keys: Keys
) -> None:
    in_database(folder, keys, begin)
    found = last_enrolment([each for each in journal_of(folder, keys) if isinstance(each, Enrolled)])
    assert found is not None
    assert (found.server, found.ca_pem, found.replica, found.epoch) == ("https://grid", "PEM", "r1", "epoch")
    assert found.signing_key == LI.signing_key
    assert found.known.user_name == "李建国"
    assert "signing" not in repr(found)
    file = UnsentFile(GRID, SHA, 1, "image/png", "name", b"secret", AT, (VISIT,))
    assert "secret" not in repr(file)


def test_a_laptop_that_must_be_enrolled_anew_gets_its_unsent_work_back_at_once(
    folder: Path, keys: Keys
) -> None:
    async def work(database: Database) -> None:
        await begin(database)
        for number in range(3):
            await database.write(partial(save_household, number=number))

    in_database(folder, keys, work)
    anew(folder, keys, None)

    async def enrol(database: Database) -> list[str]:
        before = await database.read(lambda c: unanswered(c, C, -1))
        other = Replica(ReplicaId("r2"), "", DeviceId("d2"), UserId("li"), b"another key")
        await begin(database, other)
        after = await database.read(lambda c: unanswered(c, C, -1))
        assert (before, len(after)) == ([], 6)
        assert (await database.read(replica_ids))[1] == "r2"
        return [each.hash for each in after]

    hashes = in_database(folder, keys, enrol)
    lines = [line for each in journal_of(folder, keys) if isinstance(each, Saved) for line in each.lines]
    assert [each.hash.hex() for each in lines if isinstance(each, Line)][-6:] == hashes
