"""A laptop that is trusted no more hands in what it has, and cannot fill the server with it."""

import itertools
import secrets

import pytest

from gridcore.ids import ReplicaId
from gridcore.sync.edits import Set
from gridcore.wire.messages import MOST_EDITS, encode_request
from gridcore.wire.packing import pack
from gridserver.actions.left_room import MOST_LEFT, MOST_REPLICAS
from gridserver.installation import Installation
from tests.server.field import GRID_1, Laptop, Reply, new_group
from tests.server.homes import Home, move_in
from tests.server.leavers import Leaver, decide, kept, left_by

_names = itertools.count(1)


@pytest.fixture(scope="module")
def home(field: Installation, address: str) -> Home:
    li = Laptop(field, address, "li")
    made = move_in(li, GRID_1)
    li.sync()
    return made


@pytest.fixture
def leaver(field: Installation, address: str) -> Leaver:
    found = Leaver(field, address, f"stolen{next(_names)}")
    found.revoke_laptop()
    return found


def hand_in(laptop: Laptop, edits: int = MOST_EDITS) -> Reply:
    """A request with as much as one may carry."""
    reply = laptop.exchange(encode_request(laptop.request(laptop.pending[:edits])))
    assert reply.head is not None
    laptop.acked_n, laptop.acked_chain = reply.head.n_acked, reply.head.chain
    laptop.pending = [each for each in laptop.pending if each.n > laptop.acked_n]
    return reply


def saves(laptop: Laptop, home: Home, edits: int) -> None:
    """One save of a form, with so many edits."""
    grp = new_group()
    laptop.write(*(Set(0, grp, home.household, "remark", f"{n}", 0) for n in range(edits)))


@pytest.mark.timeout(300)
def test_what_goes_beyond_the_room_stays_on_the_laptop_until_a_supervisor_has_decided(
    field: Installation, address: str, leaver: Leaver, home: Home
) -> None:
    laptop, sun = leaver.laptop, Laptop(field, address, "sun")
    for _ in range(MOST_LEFT // MOST_EDITS):
        saves(laptop, home, MOST_EDITS)
    saves(laptop, home, 3)
    for _ in range(MOST_LEFT // MOST_EDITS):
        hand_in(laptop)
    assert (laptop.acked_n, len(laptop.pending)) == (MOST_LEFT, 3)
    reply = hand_in(laptop)
    assert reply.head is not None
    assert (reply.head.n_acked, reply.verdicts, len(laptop.pending)) == (MOST_LEFT, [], 3)
    assert reply.head.receipt, "what is there is receipted"
    assert len(kept(field, laptop)) == MOST_LEFT
    first, *_ = left_by(sun, laptop)
    assert decide(sun, first, "dismissed", "已核实") == "ok"
    hand_in(laptop)
    assert (laptop.acked_n, laptop.pending) == (MOST_LEFT + 3, [])


def test_a_save_of_a_form_is_never_cut(field: Installation, address: str, leaver: Leaver, home: Home) -> None:
    laptop = leaver.laptop
    for _ in range(MOST_LEFT // MOST_EDITS - 1):
        saves(laptop, home, MOST_EDITS)
    saves(laptop, home, MOST_EDITS - 2)
    saves(laptop, home, 3)
    for _ in range(MOST_LEFT // MOST_EDITS - 1):
        hand_in(laptop)
    hand_in(laptop, MOST_EDITS - 2)
    hand_in(laptop)
    assert (laptop.acked_n, len(laptop.pending)) == (MOST_LEFT - 2, 3)


def test_it_does_not_come_as_ever_new_replicas(leaver: Leaver) -> None:
    laptop = leaver.laptop
    codes = []
    for _ in range(MOST_REPLICAS + 2):
        laptop.replica = ReplicaId(f"new-{secrets.token_hex(6)}")
        codes.append(laptop.post("/sync/v1", pack(encode_request(laptop.request([])))).status_code)
    assert codes[0] == 200
    assert codes[-1] == 422


def test_who_is_trusted_has_room_for_everything(field: Installation, address: str, home: Home) -> None:
    li = Laptop(field, address, "li")
    li.sync()
    base = li.row(home.household).seq
    grp = new_group()
    li.write(*(Set(0, grp, home.household, "remark", f"{n}", base) for n in range(5)))
    assert set(li.sync().codes) == {"ok"}
