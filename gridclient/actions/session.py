"""From a passphrase to an open store, and from a one-time code to a user: who works at this laptop."""

import asyncio
import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from gridclient.db.blob_files import BlobFolder
from gridclient.db.folders import write_durably
from gridclient.db.kdf import KdfParams
from gridclient.db.keys import Keys
from gridclient.db.lock_file import StoreLock
from gridclient.db.vault import create_vault, unlock_vault
from gridclient.ports import Ports
from gridcore.fields import CASE
from gridcore.ids import CommunityId, DeviceId, ReplicaId, ScopeId, UserId
from gridcore.permissions import Assignment, may_found
from gridcore.problems import ProblemCode, ProblemError
from gridcore.roles import Role
from gridcore.wire.enrolment import (
    Duty,
    EnrolAnswer,
    EnrolRequest,
    decode_enrol_answer,
    encode_enrolment,
)
from gridcore.wire.messages import PROTO
from gridcore.wire.signing import device_id_of

if TYPE_CHECKING:
    from gridclient.db.threads import Database
    from gridclient.sync.transport import Transport

APP = "gridclient"
_CA_FILE = "server-ca.pem"
_SEED_BYTES = 32


@dataclass(frozen=True)
class Me:
    """The user of this laptop, with what they do."""

    user: UserId
    name: str
    community: CommunityId
    device: DeviceId
    duties: tuple[Duty, ...]

    @property
    def roles(self) -> frozenset[Role]:
        """Every role, wherever it holds."""
        return frozenset(each.role for each in self.duties)

    @property
    def standing_roles(self) -> frozenset[Role]:
        """The roles that hold in the community or in a grid, not in a single case alone."""
        return frozenset(each.role for each in self.duties if not each.place.startswith("case/"))

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """The duties as permissions ask for them."""
        return tuple(Assignment(self.user, each.role, each.place) for each in self.duties)

    @property
    def founds_cases(self) -> bool:
        """Whether the user founds cases, as the server will ask: not who mediates in single cases alone."""
        return may_found(ScopeId(f"{CASE}/"), self.assignments, self.community)

    @property
    def places(self) -> tuple[str, ...]:
        """Where the user works: codes of grids, of the community, or cases."""
        return tuple(sorted({each.place for each in self.duties}))


class Session:
    """An open store, from unlocking to locking."""

    def __init__(self, folder: Path, database: "Database", ports: Ports, lock: StoreLock) -> None:
        """Use `create` or `unlock`. `files` is the folder of sealed attachments."""
        self.folder = folder
        self.database = database
        self.ports = ports
        self.files = BlobFolder(folder, ports.random_bytes)
        self._lock = lock

    @classmethod
    async def create(
        cls, folder: Path, passphrase: str, ports: Ports, *, params: KdfParams | None = None
    ) -> "Session":
        """Make a store and open it. Raises ProblemError as `create_vault` does."""
        make = partial(create_vault, folder, passphrase, ports.random_bytes, params=params)
        keys = await asyncio.to_thread(make)
        return await cls.open(folder, keys, ports)

    @classmethod
    async def unlock(cls, folder: Path, passphrase: str, ports: Ports) -> "Session":
        """Open the store that is there. Raises ProblemError as `keys_of` and `open` do."""
        return await cls.open(folder, await cls.keys_of(folder, passphrase, ports), ports)

    @staticmethod
    async def keys_of(folder: Path, passphrase: str, ports: Ports) -> Keys:
        """What the passphrase opens. Raises ProblemError as `unlock_vault` does."""
        return await asyncio.to_thread(partial(unlock_vault, folder, passphrase, clock=_seconds(ports)))

    @classmethod
    async def open(cls, folder: Path, keys: Keys, ports: Ports) -> "Session":
        """Open the store with its keys; a repair that was cut in its middle is finished first.

        Raises ProblemError as `Database.open` and `StoreLock` do.
        """
        from gridclient.db.repair import finish_exchange
        from gridclient.db.threads import Database  # half a second that unlocking hides

        lock = StoreLock(folder)
        try:
            await asyncio.to_thread(finish_exchange, folder)
            database = await Database.open(folder, keys)
        except BaseException:
            lock.release()
            raise
        session = cls(folder, database, ports, lock)
        try:
            await session._make_tables()
        except BaseException:
            await session.close()
            raise
        return session

    async def _make_tables(self) -> None:
        """Make shown tables that are missing; the sync runner begins with filling them (`show_all`)."""
        from gridclient.db.shown_rebuild import prepare

        await self.database.write(prepare)

    async def show_all(self) -> None:
        """Fill shown tables that are not whole: of a new version, or after a cut first sync. Today first."""
        from gridclient.sync.filling import Filling

        await Filling(self.database).finish()

    async def me(self) -> Me | None:
        """Who works here; None before enrolment."""
        from gridclient.db.identity import identity

        found = await self.database.read(identity)
        if found is None:
            return None
        return Me(found.user, found.user_name, found.community, found.device, found.duties)

    async def enrol(self, server: str, code: str, device_name: str, *, ca_pem: str = "") -> Me:
        """Make this laptop a device of the code's user; its keys are made here and stay here.

        Raises ProblemError: enrolment_refused, and what the transport raises. The code is then still unused
        unless the server says otherwise.
        """
        signing = Ed25519PrivateKey.from_private_bytes(self.ports.random_bytes(_SEED_BYTES))
        envelope = X25519PrivateKey.from_private_bytes(self.ports.random_bytes(_SEED_BYTES))
        public = signing.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        device = device_id_of(public)
        request = EnrolRequest(
            proto=PROTO,
            app=APP,
            code=code.strip(),
            public_key=public,
            device_name=device_name,
            envelope_key=envelope.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw),
        )
        transport = self._transport(server, device, signing, ca_pem)
        answer = await asyncio.to_thread(_asked_to_enrol, transport, request)
        if answer.device_id != device:
            raise ProblemError(ProblemCode.SERVER_GARBAGE)
        await self._keep_enrolment(server, ca_pem, answer, signing, envelope)
        found = await self.me()
        assert found is not None, "it was just stored"
        return found

    async def transport(self) -> "Transport":
        """The way to the server. Raises ProblemError: not_enrolled."""
        from gridclient.db.replicas import current_replica
        from gridclient.db.settings import SERVER_CA, SERVER_URL, get_setting

        replica = await self.database.read(current_replica)
        if replica is None:
            raise ProblemError(ProblemCode.NOT_ENROLLED)
        server = await self.database.read(lambda connection: get_setting(connection, SERVER_URL))
        ca_pem = await self.database.read(lambda connection: get_setting(connection, SERVER_CA))
        signing = Ed25519PrivateKey.from_private_bytes(replica.signing_key)
        return self._transport(server, replica.device, signing, ca_pem)

    async def use_server(self, server: str) -> None:
        """From now on reach the server under another address; it must be the same server."""
        from gridclient.db.settings import SERVER_URL, set_setting

        await self.database.write(lambda connection: set_setting(connection, SERVER_URL, server))

    async def give_up(self) -> bool:
        """Close the store and destroy it, as the server orders; False where something was saved meanwhile.

        That goes up first, with the next start.
        """
        from gridclient.db.handing_over import is_all_handed_over
        from gridclient.db.wiping import wipe

        is_empty = await self.database.read(is_all_handed_over)
        await self.database.close()
        if is_empty:
            await asyncio.to_thread(wipe, self.folder)
        self._lock.release()
        return is_empty

    async def close(self) -> None:
        """Close the store and give it to the next process."""
        await self.database.close()
        self._lock.release()

    def _transport(self, server: str, device: DeviceId, key: Ed25519PrivateKey, ca_pem: str) -> "Transport":
        from gridclient.sync.transport import DeviceKey, HttpTransport

        ca_file = None
        if ca_pem:
            ca_file = self.folder / _CA_FILE
            write_durably(ca_file, ca_pem.encode("ascii"))
        return HttpTransport(
            server,
            DeviceKey(device, key.sign),
            now=_seconds(self.ports),
            new_nonce=lambda: base64.urlsafe_b64encode(self.ports.random_bytes(18)).decode("ascii"),
            ca_file=ca_file,
        )

    async def _keep_enrolment(
        self,
        server: str,
        ca_pem: str,
        answer: EnrolAnswer,
        signing: Ed25519PrivateKey,
        envelope: X25519PrivateKey,
    ) -> None:
        from gridclient.db.enrolments import keep_enrolment
        from gridclient.db.identity import Identity
        from gridclient.db.replicas import Replica

        replica = Replica(
            id=ReplicaId(self.ports.new_id()),
            epoch=answer.epoch,
            device=answer.device_id,
            user=answer.user_id,
            signing_key=signing.private_bytes_raw(),
        )
        known = Identity(
            user=answer.user_id,
            user_name=answer.user_name,
            community=answer.community,
            device=answer.device_id,
            server_key=answer.server_key,
            envelope_key=answer.envelope_key,
            own_envelope_key=envelope.private_bytes_raw(),
            duties=tuple(answer.duties),
        )
        at = self.ports.moment()
        await self.database.write(
            lambda connection: keep_enrolment(connection, server, ca_pem, replica, known, at)
        )


def _seconds(ports: Ports) -> Callable[[], float]:
    return lambda: ports.now().timestamp()


def _asked_to_enrol(transport: "Transport", request: EnrolRequest) -> EnrolAnswer:
    from gridclient.sync.asking import first_line
    from gridclient.sync.transport import Call

    call = Call("POST", "/enrol/v1", encode_enrolment(request))
    return first_line(transport, call, decode_enrol_answer, Event())
