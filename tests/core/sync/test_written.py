"""Beside its versions a record keeps who brought them, for as long as something of theirs stands."""

import msgspec

from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.sync.edits import Set
from gridcore.sync.known import MemberNamed, ParkedAnswered
from gridcore.sync.outcomes import OK, Decided
from gridcore.sync.stored import Element, Stamp, Stored, Written
from gridcore.sync.written import MOST_WRITTEN, times_of, with_writer

HOME = RecordId("home")
ANN, BOB = ReplicaId("ann"), ReplicaId("bob")
GRID = ScopeId("grid/1")


def record(seq: int, **vers: tuple[int, ReplicaId, int]) -> Stored:
    """A record whose cells were set at these versions, by whom, with which edit."""
    stamps = {cell: Stamp(v, replica, n, 0) for cell, (v, replica, n) in vers.items()}
    return Stored(HOME, "household", GRID, dict.fromkeys(vers, "x"), stamps, {}, seq)


def decided(n: int, at: str) -> Decided:
    edit = Set(n, GroupId("g"), HOME, "address", "x", 0, at=at)
    return Decided(edit, OK, HOME, HOME, ("address",))


def test_the_one_who_wrote_at_the_records_number_is_noted_with_the_time() -> None:
    times = times_of(ANN, [decided(4, "today")], [])
    found = with_writer(record(12, address=(12, ANN, 4), phone=(9, BOB, 1)), times)
    assert found.written == (Written(12, ANN, "today"),)


def test_what_a_supervisor_admits_is_its_authors() -> None:
    admitted = ParkedAnswered(HOME, BOB, (7,), (decided(7, "last week"),))
    named = MemberNamed(GRID, UserId("somebody"), None)
    times = times_of(ANN, [decided(4, "today")], [named, admitted])
    assert with_writer(record(12, address=(12, BOB, 7)), times).written == (Written(12, BOB, "last week"),)


def test_who_wrote_before_stays_while_a_value_of_it_stands() -> None:
    before = msgspec.structs.replace(
        record(12, address=(12, ANN, 4), phone=(9, BOB, 1)),
        written=(Written(5, BOB, "long ago"), Written(9, BOB, "before")),
    )
    found = with_writer(before, times_of(ANN, [decided(4, "today")], []))
    assert found.written == (Written(9, BOB, "before"), Written(12, ANN, "today"))


def test_an_element_of_a_set_counts_also_one_that_was_dropped() -> None:
    dropped = msgspec.structs.replace(
        record(12, address=(9, BOB, 1)), sets={"tags": {"contact": Element(False, 12, ANN, 4, 9)}}
    )
    assert with_writer(dropped, times_of(ANN, [decided(4, "today")], [])).written == (
        Written(12, ANN, "today"),
    )


def test_what_the_server_wrote_itself_is_nobodys() -> None:
    assert with_writer(record(12, address=(12, ANN, 4)), {}).written == ()


def test_a_time_that_is_no_time_is_cut_and_the_list_stays_short() -> None:
    cells = {f"c{v}": (v, ANN, v) for v in range(1, 20)}
    before = msgspec.structs.replace(
        record(19, **cells), written=tuple(Written(v, ANN, "t") for v in range(1, 19))
    )
    found = with_writer(before, {(ANN, 19): "9" * 5_000})
    assert len(found.written) == MOST_WRITTEN
    assert found.written[-1] == Written(19, ANN, "9" * 32)
