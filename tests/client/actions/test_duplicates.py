"""What the search for duplicates reads and what its decisions write, on a real store."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from gridclient.actions.duplicates import Duplicates, Line, Reason
from gridclient.db.sent import HandedIn, note_handed_in
from gridcore.duplicates import Rank
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.roles import Role
from gridcore.sync.disputes import BY_TWIN
from gridcore.sync.edits import Create, Resolve
from tests.client.ui.visits.store import COMMUNITY, SUPERVISOR_ROLES, WORKER_ROLES, Store, in_store

Tell = Callable[[Callable[[Store], Awaitable[None]]], None]
IDENTITY = ScopeId("identity/3705020010010101")
WANG: dict[str, Value] = {"name": "王建国", "birth_date": "1950-01-02"}


@pytest.fixture
def tell(tmp_path: Path) -> Tell:
    return lambda story: asyncio.run(in_store(tmp_path / "store", story))


def actions(store: Store, roles: frozenset[Role] = WORKER_ROLES) -> Duplicates:
    return Duplicates(store.database, COMMUNITY, store.ports, roles)


async def lines(duplicates: Duplicates) -> list[Line]:
    found = await duplicates.find(lambda _, __: True)
    assert found is not None
    return list(found.lines)


def twin(first: str, second: str, kind: str) -> tuple[str, str, dict[str, Value]]:
    sides: dict[str, Value] = {"records": {"first": first, "second": second}}
    cells: dict[str, Value] = {"subject": first, "subject_kind": kind, "cell": "name_and_birth"}
    return "conflict", "k1", {**cells, "conflict_kind": BY_TWIN, "sides": sides, "progress": "open"}


def test_households_of_one_flat_are_told_apart_by_their_own_record(tell: Tell) -> None:
    async def story(store: Store) -> None:
        home: dict[str, Value] = {"room": "m2", "address": "春晓苑12号楼3单元0602", "phone": "138 0013 8000"}
        gone: dict[str, Value] = {**home, "ended_on": "2026-01-01"}
        await store.receive([("household", "h8", gone), ("household", "h9", home)])
        (line,) = await lines(actions(store))
        assert (line.kind, line.both) == ("household", ("h2", "h9"))
        assert line.pair.reasons == (Reason.PHONE_IN_FLAT, Reason.EMPTY_IN_FLAT)
        await actions(store).tell_apart(line)
        (edit,) = await store.edits()
        assert isinstance(edit, Create)
        assert (edit.cells["household"], edit.cells["other_household"]) == ("h2", "h9")
        assert await lines(actions(store)) == []

    tell(story)


def test_a_search_sees_what_was_saved_after_the_last_one(tell: Tell) -> None:
    async def story(store: Store) -> None:
        duplicates, asked = actions(store), list[int]()

        def hear(done: int, total: int) -> bool:
            asked.append(done)
            assert done <= total
            return True

        assert await lines(duplicates) == []
        await duplicates.find(hear)
        assert asked == [], "nothing changed, so nobody is compared again"
        await store.receive([("resident", "x1", {**WANG, "household": "h1"})])
        await store.receive([("resident", "x2", {**WANG, "household": "h3"})])
        await duplicates.find(hear)
        assert asked[-1] > 0
        assert [each.both for each in await lines(duplicates)] == [("x1", "x2")]

    tell(story)


def test_numbers_that_this_laptop_handed_in_lead_to_the_people_they_are_of(tell: Tell) -> None:
    async def story(store: Store) -> None:
        for document, person in (("i1", "p1"), ("i2", "p4")):
            handed = HandedIn(
                RecordId(document), "resident_identity", IDENTITY, RecordId(person), "2026-11-22T01:00:00Z"
            )
            await store.database.write(partial(note_handed_in, handed=handed))
        await store.receive([twin("i1", "i2", "resident_identity")])
        (line,) = await lines(actions(store))
        assert (line.both, line.by_number, line.pair.rank) == (("p1", "p4"), True, Rank.STRONG)
        await actions(store).tell_apart(line)
        assert not any(isinstance(each, Resolve) for each in await store.edits()), "a supervisor decides that"
        assert await lines(actions(store)) == []

    tell(story)


def test_numbers_of_people_who_are_not_here_are_no_pair(tell: Tell) -> None:
    async def story(store: Store) -> None:
        await store.receive([twin("i1", "i2", "resident_identity")])
        assert await lines(actions(store, SUPERVISOR_ROLES)) == []

    tell(story)


def test_telling_two_apart_decides_what_the_server_asks_about_them(tell: Tell) -> None:
    async def story(store: Store) -> None:
        await store.receive([("resident", "x1", {**WANG, "household": "h1"}), twin("p1", "x1", "resident")])
        (line,) = await lines(actions(store))
        assert line.by_server
        assert line.pair.reasons == ()
        await actions(store).tell_apart(line)
        made, resolved = await store.edits()
        assert isinstance(made, Create)
        assert isinstance(resolved, Resolve)
        assert made.grp == resolved.grp
        assert await lines(actions(store)) == []

    tell(story)


def test_who_is_typed_in_is_found_again_wherever_they_live(tell: Tell) -> None:
    async def story(store: Store) -> None:
        known: dict[str, Value] = {**WANG, "household": "h3", "identity_tail": "123X", "sex": "1"}
        await store.receive([("resident", "x1", known)])
        new, here = RecordId("new"), {"household": "h1"}

        async def found(**values: Value) -> list[tuple[RecordId, tuple[Reason, ...]]]:
            told = await actions(store).alike(new, {**here, **values})
            return [(each.record, each.reasons) for each in told]

        assert await found(**WANG) == [("x1", (Reason.NAME_AND_BIRTH,))]
        assert await found(name="汪建国", identity_tail="123x") == [("x1", (Reason.TAIL,))]
        assert await found(name="张名") == [("p2", (Reason.NAME_AT_HOME,))]
        assert await found(name="王建国") == [], "many people have one name"
        assert await found() == []
        assert await actions(store).alike(RecordId("x1"), known) == [], "nobody is their own double"

    tell(story)
