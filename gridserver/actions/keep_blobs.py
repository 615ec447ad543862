"""Takes attachments piece by piece, and gives them to those who follow their scope."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.engine import Connection

from gridcore.attachments import LARGEST
from gridcore.chunks import span
from gridcore.file_contents import Fault, examine_stored
from gridcore.ids import DeviceId
from gridserver.actions.follows import follows
from gridserver.db import blobs
from gridserver.db.blob_seal import PIECE_OVERHEAD, BlobCipher, new_blob_key
from gridserver.db.blob_store import BlobStore
from gridserver.db.blobs import Blob, Named, Upload
from gridserver.db.devices import Device
from gridserver.db.scopes import access_of, day_of
from gridserver.db.seal import Place
from gridserver.installation import Installation

MOST_UPLOADS = 100
"""Of one device that go on at the same time."""
MOST_BYTES_A_DAY = 500_000_000
"""Of one device: some 1,500 photos."""


@dataclass(frozen=True)
class Progress:
    """How much of an attachment is there; all of it where `have` is `size`."""

    have: int
    size: int


@dataclass(frozen=True)
class OutOfPlace:
    """The piece does not go on where the last one ended."""

    have: int


@dataclass(frozen=True)
class TooLarge:
    """More than an attachment may have."""


@dataclass(frozen=True)
class OverQuota:
    """This device has sent more than anybody attaches in a day."""


@dataclass(frozen=True)
class NotTaken:
    """The whole content is not what was announced, or nothing that may be attached; it begins anew."""

    why: str


Taken = Progress | OutOfPlace | TooLarge | OverQuota | NotTaken
"""What becomes of a piece."""


def progress_of(installation: Installation, device: Device, named: Named) -> Progress | None:
    """How much of an attachment is there, for a reader of its scope or for the device that sends it."""
    with installation.database.snapshot() as connection:
        found = _whole_for(installation, connection, device, named)
        if found is not None:
            return Progress(found.size, found.size)
        if not _may_send(installation, connection, device, named):
            return None
        begun = blobs.upload_of(connection, named, device.device_id)
    return None if begun is None else Progress(begun.have, begun.size)


def take_piece(
    installation: Installation, device: Device, named: Named, offset: int, size: int, piece: bytes
) -> Taken | None:
    """Keep a piece; the last one makes the attachment. None for who may not send there.

    A device or user that is trusted no more, or who left the scope, may still hand in what hangs on the work
    that was done; nothing is given back.
    """
    store = _store(installation)
    with installation.database.write() as connection:
        if not _may_send(installation, connection, device, named):
            return None
        if size > LARGEST or offset + len(piece) > size:
            return TooLarge()
        whole = _whole_for(installation, connection, device, named)
        if whole is not None:
            return Progress(whole.size, whole.size)
        upload = _begun(installation, connection, device, named, size)
        if isinstance(upload, OverQuota):
            return upload
        if upload.have != offset or upload.size != size or not piece:
            return OutOfPlace(upload.have)
        cipher, number = _cipher(installation, named, upload.size, upload.key), len(upload.pieces)
        store.put(cipher.piece_name(number), cipher.seal_piece(number, piece))
        blobs.note_piece(connection, named, device.device_id, len(piece), installation.clock())
        if offset + len(piece) < size:
            return Progress(offset + len(piece), size)
        pieces = (*upload.pieces, len(piece))
        ended = _end(installation, connection, device, named, cipher, pieces)
    for index in range(len(pieces)):
        store.drop(cipher.piece_name(index))
    return ended


def give_bytes(
    installation: Installation, device: Device, named: Named, first: int, last: int | None
) -> tuple[bytes, int] | None:
    """Some bytes of an attachment and the size of the whole; None for who may not read it.

    Raises ValueError for bytes that it does not have.
    """
    with installation.database.snapshot() as connection:
        if not follows(installation, connection, device, named.community, named.scope):
            return None
        found = blobs.blob_of(connection, named)
    if found is None:
        found = _bring_along(installation, named)
    if found is None:
        return None
    cipher = _cipher(installation, named, found.size, found.key)
    wanted = span(found.size, first, found.size - 1 if last is None else min(last, found.size - 1))
    sealed = _store(installation).get(found.name, wanted.begin, wanted.end)
    return cipher.open(wanted, sealed), found.size


def sweep(installation: Installation, *, unheard_of_for: timedelta = timedelta(days=45)) -> int:
    """Drop uploads that nobody goes on with, and objects that no row names; how many objects went."""
    store, before = _store(installation), installation.clock() - unheard_of_for
    with installation.database.write() as connection:
        known = set[str]()
        for named, device, touched, upload in blobs.uploads(connection):
            if touched < before:
                blobs.end_upload(connection, named, device)
                continue
            cipher = _cipher(installation, named, upload.size, upload.key)
            # One more than is noted: its piece may be written at this moment.
            known |= {cipher.name, *(cipher.piece_name(index) for index in range(len(upload.pieces) + 1))}
        known |= blobs.known_names(connection)
    dropped = 0
    for name in store.names(older_than_s=86_400):
        if name not in known:
            store.drop(name)
            dropped += 1
    return dropped


def _store(installation: Installation) -> BlobStore:
    if installation.blobs is None:
        raise RuntimeError("this installation has no place for attachments")
    return installation.blobs


def _may_send(installation: Installation, connection: Connection, device: Device, named: Named) -> bool:
    day = day_of(installation.clock())
    access = access_of(connection, named.community, device.user_id, device.home, day)
    return named.scope in access.scopes | access.former_scopes


def _whole_for(
    installation: Installation, connection: Connection, device: Device, named: Named
) -> Blob | None:
    """The whole attachment, for who follows its scope or sent it; for others it is not there."""
    found = blobs.blob_of(connection, named)
    if found is None or found.device == device.device_id:
        return found
    return found if follows(installation, connection, device, named.community, named.scope) else None


def _begun(
    installation: Installation, connection: Connection, device: Device, named: Named, size: int
) -> Upload | OverQuota:
    found = blobs.upload_of(connection, named, device.device_id, lock=True)
    if found is not None:
        return found
    now = installation.clock()
    going_on, sent = blobs.sent_by(connection, named.community, device.device_id, now - timedelta(days=1))
    if going_on >= MOST_UPLOADS or sent + size > MOST_BYTES_A_DAY:
        return OverQuota()
    begun = Upload(size, 0, (), _sealed_key(installation, named, size, new_blob_key()))
    blobs.begin_upload(connection, named, device.device_id, begun, now)
    # Held, and perhaps not ours: the same device may ask twice at a time.
    return blobs.upload_of(connection, named, device.device_id, lock=True) or begun


def _end(
    installation: Installation,
    connection: Connection,
    device: Device,
    named: Named,
    cipher: BlobCipher,
    pieces: tuple[int, ...],
) -> Progress | NotTaken:
    """Make the attachment of its pieces, if it is what was announced."""
    store = _store(installation)
    parts = [
        cipher.open_piece(index, store.get(cipher.piece_name(index), 0, length + PIECE_OVERHEAD))
        for index, length in enumerate(pieces)
    ]
    content = b"".join(parts)
    blobs.end_upload(connection, named, device.device_id)
    if hashlib.sha256(content).hexdigest() != named.sha256:
        return NotTaken("hash_differs")
    found = examine_stored(content)
    if isinstance(found, Fault):
        return NotTaken(found)
    _keep(installation, connection, cipher, content, device.device_id)
    return Progress(len(content), len(content))


def _keep(
    installation: Installation, connection: Connection, cipher: BlobCipher, content: bytes, device: DeviceId
) -> None:
    """The object first, then its row; an object without a row is swept."""
    _store(installation).put(cipher.name, cipher.seal(content))
    key = _sealed_key(installation, cipher.named, cipher.size, cipher.key)
    made = Blob(cipher.size, cipher.name, key, device)
    if not blobs.keep_blob(connection, cipher.named, made, installation.clock()):
        _store(installation).drop(cipher.name)


def _bring_along(installation: Installation, named: Named) -> Blob | None:
    """An attachment follows its record into another scope when somebody there asks for it."""
    with installation.database.write() as connection:
        for scope in blobs.former_scopes(connection, named):
            former = Named(named.community, scope, named.sha256)
            found = blobs.blob_of(connection, former)
            if found is None:
                continue
            before = _cipher(installation, former, found.size, found.key)
            whole = span(found.size, 0, found.size - 1)
            content = before.open(whole, _store(installation).get(found.name, whole.begin, whole.end))
            cipher = BlobCipher(new_blob_key(), named, found.size)
            _keep(installation, connection, cipher, content, found.device)
            return blobs.blob_of(connection, named)
    return None


def _cipher(installation: Installation, named: Named, size: int, sealed: bytes) -> BlobCipher:
    key = installation.sealer.open(sealed, _place(named, size))
    return BlobCipher(key, named, size)


def _sealed_key(installation: Installation, named: Named, size: int, key: bytes) -> bytes:
    return installation.sealer.seal(key, _place(named, size))


def _place(named: Named, size: int) -> Place:
    return Place("blob", named.community, named.scope, named.sha256, size)
