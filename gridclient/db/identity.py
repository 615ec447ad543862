"""Who this store belongs to, as the server said at enrolment and says again now and then."""

import msgspec
from sqlalchemy import Connection

from gridclient.db.settings import Setting, get_setting, set_setting
from gridcore.ids import CommunityId, DeviceId, UserId
from gridcore.wire.enrolment import Duty

_IDENTITY = Setting("identity", "")


class Identity(msgspec.Struct, frozen=True):
    """The user with their duties, the device, and the server's public keys.

    `server_key` verifies receipts (Ed25519); `envelope_key` seals what only the server may read (X25519).
    `own_envelope_key` is the private half of this laptop's own.
    """

    user: UserId
    user_name: str
    community: CommunityId
    device: DeviceId
    server_key: bytes
    envelope_key: bytes = b""
    own_envelope_key: bytes = b""
    duties: tuple[Duty, ...] = ()
    last_contact: str = ""


_decoder = msgspec.json.Decoder(Identity)


def identity(connection: Connection) -> Identity | None:
    """The identity, or None for a store that is not enrolled."""
    kept = get_setting(connection, _IDENTITY)
    return _decoder.decode(kept) if kept else None


def keep_identity(connection: Connection, found: Identity) -> None:
    """Store it."""
    set_setting(connection, _IDENTITY, msgspec.json.encode(found).decode())


def note_contact(connection: Connection, at: str) -> None:
    """Remember when the server last answered."""
    found = identity(connection)
    if found is not None:
        keep_identity(connection, msgspec.structs.replace(found, last_contact=at))
