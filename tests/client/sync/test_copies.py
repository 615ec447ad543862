"""Two copies of one store go on: what both had saved comes to the server once, what each saved as well."""

import base64
from collections.abc import Callable

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from gridclient.db.identity import identity, keep_identity
from gridclient.db.numbering import chain_at
from gridclient.db.replicas import current_replica
from gridclient.sync.parting import go_on
from gridclient.sync.parts import Parting
from gridcore.ids import RecordId, ReplicaId
from gridcore.sync.edits import Set
from gridcore.wire.messages import Common
from gridcore.wire.receipts import receipt_base
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import household
from tests.client.sync.laptop import Laptop
from tests.client.sync.test_round import Li, states
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
_KEY = Ed25519PrivateKey.generate()


def phones(office: Office, home: RecordId) -> list[object]:
    """Every phone that was ever said of a household, in the order in which the server heard it."""
    edits = [each.decided.edit for each in office.server.entries]
    return [each.value for each in edits if isinstance(each, Set) and each.id == home]


async def copied_with_work(office: Office) -> tuple[Laptop, Laptop, RecordId]:
    """A laptop and the copy of its folder, made while one edit of a household waited."""
    office.server.users = Li(office.server.users)
    laptop = await office.worker()
    await laptop.sync()
    home = await household(laptop)
    await laptop.sync()
    await laptop.edit("household", home, phone="13900000001")
    return laptop, await office.copy_of(laptop), home


def test_what_waited_when_the_folder_was_copied_comes_once(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop, other, home = await copied_with_work(office)
        await laptop.edit("household", home, phone="13900000002")
        await other.edit("household", home, tenure="owner")
        await laptop.sync()
        await other.sync()
        await laptop.sync()
        assert phones(office, home) == ["13900000001", "13900000002", "owner"]
        for each in (laptop, other):
            assert await each.value("household", home, "phone") == "13900000002"
            assert await each.value("household", home, "tenure") == "owner"
            assert await states(each) == {}

    tell(story)


def test_a_copy_that_only_says_what_both_had_saved_says_it_not_again(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop, other, home = await copied_with_work(office)
        await laptop.edit("household", home, tenure="owner")
        await laptop.sync()
        await other.sync()
        assert phones(office, home) == ["13900000001", "owner"]
        assert await other.value("household", home, "phone") == "13900000001"
        assert await states(other) == {}

    tell(story)


def test_without_the_servers_signature_nothing_counts_as_sent(tell: Tell) -> None:
    async def story(office: Office) -> None:
        for is_signed in (False, True):
            laptop = await office.worker(f"li-{is_signed}")
            await laptop.sync()
            await household(laptop)
            await laptop.database.write(_with_key)
            n, replica, chain = await laptop.read(_place)
            signed = receipt_base(replica, COMMUNITY, n, chain if is_signed else "0" * 64)
            common = Common(n, base64.b64encode(_KEY.sign(signed)).decode("ascii"))
            assert await go_on(laptop.database, laptop.clock.ports, Parting("fork", n + 1, common=common))
            assert await waiting(laptop) == (0 if is_signed else n)

    tell(story)


async def waiting(laptop: Laptop) -> int:
    """How many edits are yet to be sent."""
    count = "SELECT count(*) FROM pending_edit WHERE state = 'waiting'"
    return int(await laptop.read(lambda connection: connection.exec_driver_sql(count).scalar_one()))


def _with_key(connection: Connection) -> None:
    known = identity(connection)
    assert known is not None
    key = _KEY.public_key().public_bytes_raw()
    keep_identity(connection, msgspec.structs.replace(known, server_key=key))


def _place(connection: Connection) -> tuple[int, ReplicaId, str]:
    """The last number that was given, by whom, and the chain there."""
    n = connection.exec_driver_sql("SELECT max(n) FROM pending_edit").scalar_one()
    replica = current_replica(connection)
    assert replica is not None
    return n, replica.id, chain_at(connection, COMMUNITY, n)
