"""People who come and go: the untrusted may hand in; who loses a record is told and keeps no copy of it."""

import pytest

from gridcore.ids import UserId
from gridcore.sync.edits import Move
from gridcore.wire.messages import encode_request
from gridserver.db import accounts, devices, parked
from gridserver.installation import Installation
from tests.server.field import GRID_1, GRID_2, NOW, C, Laptop, new_group, raw
from tests.server.homes import Home, move_in


@pytest.fixture
def li(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "li")


@pytest.fixture
def sun(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "sun")


@pytest.fixture
def home(li: Laptop) -> Home:
    made = move_in(li, GRID_1)
    assert set(li.sync().codes) == {"ok"}
    return made


def kept(installation: Installation, laptop: Laptop) -> list[parked.Parked]:
    with installation.database.snapshot() as connection:
        return parked.read(connection, installation.sealer, C, laptop.replica)


def test_a_disabled_user_may_hand_in_and_gets_nothing_else(
    field: Installation, address: str, home: Home
) -> None:
    leaver = Laptop(field, address, "nobody")
    with field.database.write() as connection:
        accounts.disable_user(connection, UserId("nobody"), by="console", now=NOW)
    made = leaver.set(home.household, "phone", "13800000015", base=0)
    reply = leaver.exchange(encode_request(leaver.request()))
    with field.database.write() as connection:
        accounts.enable_user(connection, UserId("nobody"), by="console", now=NOW)
    assert reply.head is not None
    assert reply.head.wipe
    assert [(each.code, each.extra) for each in reply.verdicts] == [("parked", "not_trusted")]
    assert (reply.head.scopes, reply.rows, reply.commits, reply.gone_scopes) == ([], [], [], [])
    assert [each.body for each in kept(field, leaver)] == [raw(made)]


def test_a_revoked_device_is_told_to_give_up_its_copy(field: Installation, li: Laptop, home: Home) -> None:
    with field.database.write() as connection:
        devices.revoke_device(connection, li.device_id, by="console", now=NOW)
    li.set(home.household, "phone", "13800000016", base=li.row(home.household).seq)
    reply = li.exchange(encode_request(li.request()))
    assert reply.head is not None
    assert (reply.head.wipe, reply.codes, reply.rows) == (True, ["parked"], [])
    for target in ("/v1/me", f"/snapshot/{GRID_1}", f"/history/{home.household}"):
        assert li.get(target).status_code in (403, 404)


def test_a_move_takes_everything_along_and_tells_those_who_lose_it(
    field: Installation, address: str, li: Laptop, sun: Laptop, home: Home
) -> None:
    visit = home.visit(li)
    li.sync()
    sun.sync()
    chen = Laptop(field, address, "chen")
    chen.sync()
    sun.write(Move(0, new_group(), home.building, GRID_2))
    assert sun.sync().codes == ["ok"]
    li.sync()
    chen.sync()
    for record in (home.building, home.room, home.household, home.resident, visit):
        assert (li.has(record), chen.has(record)) == (False, True), record
    li.set(home.household, "phone", "13800000017", base=0)
    assert [(each.code, each.extra) for each in li.sync().verdicts] == [("parked", "scope_left")]
