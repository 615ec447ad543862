"""Devices: enrolled with a one-time code, known by their public key, revoked when a laptop is lost."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, DeviceId, UserId
from gridcore.wire.signing import device_id_of
from gridserver.db import statement
from gridserver.db.accounts import AccountError, user_of
from gridserver.db.audit import Entry, append
from gridserver.db.tables import app_user, device, enrolment_code, used_nonce

CODE_LIFETIME = timedelta(days=3)

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LETTERS = 20
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


@dataclass(frozen=True)
class Device:
    """A laptop of a user. `is_trusted` is False for a revoked device and for a disabled user.

    It is also False while a device `is_suspended`: its work waits for a supervisor, and it gives nothing up.
    """

    device_id: DeviceId
    user_id: UserId
    user_name: str
    home: CommunityId
    public_key: bytes
    is_trusted: bool
    name: str = ""
    is_suspended: bool = False


def new_code(connection: Connection, user_id: UserId, *, by: str, now: datetime) -> str:
    """A code with which one device of this user enrols, once, within three days. Only its hash is kept.

    Raises AccountError if there is no such user or the user is disabled.
    """
    user = user_of(connection, user_id)
    if user is None or not user.is_active:
        raise AccountError(f"there is no active user {user_id}")
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LETTERS))
    connection.execute(
        sa.insert(enrolment_code).values(
            code_hash=_code_hash(letters),
            community_id=user.community_id,
            user_id=user_id,
            expires=now + CODE_LIFETIME,
        )
    )
    append(connection, user.community_id, Entry(now, by, "new-enrolment-code", user_id))
    return "-".join(letters[i : i + 5] for i in range(0, _CODE_LETTERS, 5))


def enrol(
    connection: Connection,
    code: str,
    public_key: bytes,
    name: str,
    *,
    now: datetime,
    envelope_key: bytes | None = None,
) -> Device | None:
    """Use up a code for a device; None where the code is unknown, used, too old, or its user disabled.

    The same device asking again with the code that it used gets the same answer: a reply may be lost.
    """
    device_id = device_id_of(public_key)
    known = device_of(connection, device_id)
    used = connection.execute(
        sa.update(enrolment_code)
        .where(
            enrolment_code.c.code_hash == _code_hash(code),
            enrolment_code.c.expires > now,
            sa.or_(enrolment_code.c.used_by.is_(None), enrolment_code.c.used_by == device_id),
            enrolment_code.c.user_id.in_(sa.select(app_user.c.user_id).where(app_user.c.state == "active")),
        )
        .values(used_by=device_id)
        .returning(enrolment_code.c.user_id, enrolment_code.c.community_id)
    ).first()
    if used is None or (known is not None and (known.user_id != used.user_id or not known.is_trusted)):
        return None
    if known is None:
        connection.execute(
            sa.insert(device).values(
                device_id=device_id,
                user_id=used.user_id,
                public_key=public_key,
                envelope_key=envelope_key,
                name=name,
                state="active",
            )
        )
        entry = Entry(now, used.user_id, "enrol-device", device_id, device_id)
        append(connection, CommunityId(used.community_id), entry)
    return device_of(connection, device_id)


def device_of(connection: Connection, device_id: DeviceId) -> Device | None:
    """The device of an id, as it is trusted at this moment."""
    row = statement.row(
        connection,
        "SELECT user_id, u.name, u.community_id, public_key, device.name, suspended IS NOT NULL,"
        " device.state, u.state"
        " FROM device JOIN app_user u USING (user_id) WHERE device_id = %s",
        (device_id,),
    )
    if row is None:
        return None
    user, user_name, home, public_key, name, is_suspended, *states = row
    is_active = states == ["active", "active"]
    told = (bytes(public_key), is_active and not is_suspended, name, is_active and is_suspended)
    return Device(device_id, user, user_name, home, *told)


def names_of(connection: Connection, devices: Sequence[DeviceId]) -> dict[DeviceId, tuple[str, str]]:
    """The names of these devices' users, and their own."""
    rows = statement.rows(
        connection,
        "SELECT device_id, u.name, device.name FROM device JOIN app_user u USING (user_id)"
        " WHERE device_id = ANY(%s)",
        (list(devices),),
    )
    return {DeviceId(device_id): (user, name) for device_id, user, name in rows}


def envelope_key_of(connection: Connection, device_id: DeviceId) -> bytes | None:
    """The X25519 key that files for a device are sealed to; None where it has none or is not known."""
    found = connection.execute(
        sa.select(device.c.envelope_key).where(device.c.device_id == device_id)
    ).scalar()
    return bytes(found) if found is not None else None


def revoke_device(connection: Connection, device_id: DeviceId, *, by: str, now: datetime) -> None:
    """From this moment the device may hand in what it has, and nothing else.

    Raises AccountError if there is no such device.
    """
    found = device_of(connection, device_id)
    if found is None:
        raise AccountError(f"there is no device {device_id}")
    connection.execute(sa.update(device).where(device.c.device_id == device_id).values(state="revoked"))
    append(connection, found.home, Entry(now, by, "revoke-device", device_id, device_id))


def suspend_device(connection: Connection, device_id: DeviceId, *, now: datetime) -> None:
    """From this moment what the device sends waits for a supervisor; it keeps its copy, and gets no news."""
    found = device_of(connection, device_id)
    if found is not None and found.is_trusted:
        connection.execute(sa.update(device).where(device.c.device_id == device_id).values(suspended=now))
        append(connection, found.home, Entry(now, "server", "suspend-device", device_id, device_id))


def admit_device(connection: Connection, device_id: DeviceId, *, by: str, now: datetime) -> None:
    """A suspended device may go on; what came back and forth before counts no more.

    Raises AccountError if there is no such device, or it is not suspended.
    """
    found = device_of(connection, device_id)
    if found is None or not found.is_suspended:
        raise AccountError(f"there is no suspended device {device_id}")
    connection.execute(sa.update(device).where(device.c.device_id == device_id).values(suspended=None))
    append(connection, found.home, Entry(now, by, "admit-device", device_id, device_id))


def suspended(connection: Connection, community: CommunityId) -> list[tuple[datetime, str, str]]:
    """The suspended devices of a community's own users: since when, whose, and their names; newest first."""
    rows = statement.rows(
        connection,
        "SELECT suspended, u.name, device.name FROM device JOIN app_user u USING (user_id)"
        " WHERE u.community_id = %s AND suspended IS NOT NULL AND device.state = 'active'"
        " AND u.state = 'active' ORDER BY suspended DESC, device_id",
        (community,),
    )
    return [(since, user, name) for since, user, name in rows]


def use_nonce(
    connection: Connection, device_id: DeviceId, nonce: str, *, now: datetime, kept: timedelta
) -> bool:
    """Remember a nonce for a while; False if this device used it before, that is for a repeated request."""
    connection.execute(sa.delete(used_nonce).where(used_nonce.c.created < now - kept))
    fresh = postgresql.insert(used_nonce).on_conflict_do_nothing().returning(used_nonce.c.nonce)
    row = {"device_id": device_id, "nonce": nonce, "created": now}
    return connection.execute(fresh, row).first() is not None


def _code_hash(code: str) -> str:
    """Upper case, without the hyphens, and with the letters that people misread put right."""
    letters = code.upper().translate(_MISREAD)
    return hashlib.sha256(f"gridserver enrolment {letters}".encode()).hexdigest()
