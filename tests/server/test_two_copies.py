"""Two copies of one laptop that both go on: the device is suspended, and what they send waits, unlost."""

import copy
import secrets
from dataclasses import replace
from datetime import timedelta

import pytest

from gridcore.ids import ReplicaId, UserId
from gridcore.permissions import STAFF_SCOPE
from gridcore.sync.edits import GENESIS, Step
from gridcore.wire.notices import CopyNoticed, DeviceSuspended, decode_notice
from gridserver.actions.note_copies import BACK_AND_FORTH
from gridserver.db import accounts, devices
from gridserver.db.accounts import AccountError
from gridserver.db.audit import first_broken
from gridserver.installation import Installation
from tests.server.field import GRID_1, C, Laptop, Reply, new_group
from tests.server.homes import Home, move_in
from tests.server.street import CLOCK, Timed


@pytest.fixture(scope="module")
def field(field: Installation) -> Installation:
    return replace(field, clock=CLOCK)


def copy_of(laptop: Timed) -> Timed:
    """The same device once more, as the replica that a copied store becomes."""
    found = copy.copy(laptop)
    found.replica = ReplicaId(f"copy-{secrets.token_hex(4)}")
    found.n, found.chain, found.acked_n, found.acked_chain = 0, GENESIS, 0, GENESIS
    found.pending, found.scopes = [], dict(laptop.scopes)
    found.records = {scope: dict(rows) for scope, rows in laptop.records.items()}
    return found


@pytest.fixture
def one(field: Installation, address: str) -> Timed:
    laptop = Timed(field, address, "li")
    laptop.sync()
    return laptop


@pytest.fixture
def home(one: Timed) -> Home:
    made = move_in(one, GRID_1)
    assert set(said(one).codes) == {"ok"}
    return made


def said(laptop: Laptop) -> Reply:
    """A request, a minute after the one before."""
    CLOCK.now += timedelta(minutes=1)
    return laptop.sync()


def work(laptop: Laptop, home: Home, times: int = 1) -> Reply:
    """Record visits, and send each."""
    for _ in range(times):
        home.visit(laptop)
        reply = said(laptop)
    return reply


def go_apart(one: Laptop, two: Laptop, home: Home) -> Reply:
    """Both copies work, in turn, until the device is suspended."""
    for _ in range(2 * BACK_AND_FORTH):
        work(two, home)
        reply = work(one, home)
        if reply.head is not None and reply.head.suspended:
            return reply
    raise AssertionError("the device was not suspended")


def test_a_device_whose_two_copies_both_go_on_is_suspended_and_its_work_waits(
    field: Installation, one: Timed, home: Home
) -> None:
    reply = go_apart(one, copy_of(one), home)
    assert reply.head is not None
    assert (reply.codes, reply.verdicts[0].extra) == (["parked"], "not_trusted")
    assert reply.head.receipt, "the laptop knows that it is kept"
    assert not reply.head.wipe
    assert not reply.head.wipe_order
    assert not reply.rows
    with field.database.snapshot() as connection:
        assert first_broken(connection, C) is None


def test_a_suspended_device_hears_nothing_new(field: Installation, address: str, one: Timed) -> None:
    made = move_in(one, GRID_1)
    said(one)
    go_apart(one, copy_of(one), made)
    zhang = Timed(field, address, "zhang")
    said(zhang)
    canary = move_in(zhang, GRID_1)
    assert set(said(zhang).codes) == {"ok"}
    reply = said(one)
    assert canary.household.encode() not in reply.raw
    for target in ("/v1/me", f"/snapshot/{GRID_1}", f"/history/{canary.household}"):
        assert one.get(target).status_code in (403, 404)


def test_the_supervisor_is_told_and_can_take_the_work_over(
    field: Installation, address: str, one: Timed, home: Home
) -> None:
    go_apart(one, copy_of(one), home)
    visit = home.visit(one)
    assert said(one).codes == ["parked"]
    sun = Timed(field, address, "sun")
    said(sun)
    reply = said(sun)
    assert reply.head is not None
    told = [decode_notice(each) for each in reply.head.notices]
    assert ("李建国", "of li") in {(e.user, e.device) for e in told if isinstance(e, DeviceSuspended)}
    waiting = [
        (record, row)
        for record, row in sun.records[STAFF_SCOPE].items()
        if row.kind == "parked_edit" and row.cells["subject"] == visit
    ]
    ((record, row),) = waiting
    assert (row.cells["device_name"], row.cells["reason"]) == ("of li", "not_trusted")
    sun.write(Step(0, new_group(), record, "progress", "waiting", "admitted", row.seq))
    assert said(sun).codes == ["ok"]
    assert sun.row(visit).kind == "visit"


def test_a_store_that_was_put_back_or_moved_once_is_never_suspended(
    field: Installation, one: Timed, home: Home
) -> None:
    for _ in range(4):  # each time the one before has ended
        two = copy_of(one)
        reply = work(two, home, times=3)
        one = two
    two = copy_of(one)
    work(two, home)
    work(one, home)  # the old laptop is opened once more
    reply = work(two, home, times=5)
    assert reply.codes == ["ok"]


def test_two_laptops_of_one_person_are_no_copies(field: Installation, address: str, one: Timed) -> None:
    home = move_in(one, GRID_1)
    said(one)
    other = Timed(field, address, "li")
    for _ in range(4 * BACK_AND_FORTH):
        work(other, home)
        assert work(one, home).codes == ["ok"]


def test_once_admitted_again_it_goes_on_and_is_watched_anew(
    field: Installation, one: Timed, home: Home
) -> None:
    two = copy_of(one)
    go_apart(one, two, home)
    CLOCK.now += timedelta(minutes=1)
    with field.database.write() as connection:
        devices.admit_device(connection, one.device_id, by="console", now=CLOCK.now)
        with pytest.raises(AccountError, match="no suspended device"):
            devices.admit_device(connection, one.device_id, by="console", now=CLOCK.now)
    assert work(one, home).codes == ["ok"]
    go_apart(one, two, home)


def test_who_is_disabled_gives_the_copy_up_also_while_it_is_suspended(
    field: Installation, one: Timed, home: Home
) -> None:
    go_apart(one, copy_of(one), home)
    with field.database.write() as connection:
        accounts.disable_user(connection, UserId("li"), by="console", now=CLOCK.now)
    try:
        reply = said(one)
        assert reply.head is not None
        assert (reply.head.wipe, reply.head.suspended) == (True, False)
    finally:
        with field.database.write() as connection:
            accounts.enable_user(connection, UserId("li"), by="console", now=CLOCK.now)


def test_nobody_but_supervisors_hears_of_it(
    field: Installation, address: str, one: Timed, home: Home
) -> None:
    go_apart(one, copy_of(one), home)
    zhang = Timed(field, address, "zhang")
    said(zhang)
    reply = said(zhang)
    assert reply.head is not None
    assert not any(isinstance(decode_notice(e), DeviceSuspended | CopyNoticed) for e in reply.head.notices)
