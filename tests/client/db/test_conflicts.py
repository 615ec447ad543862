"""Conflicts are read with whose side is whose, and a decision names what its author saw."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gridclient.actions.conflicts import MENDED, Conflicts, Matter
from gridclient.db.facts import facts
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.sync.edits import Resolve, Set
from tests.client.ui.conflicts.matters import HEAD, PHONE, REMARK, REMOVAL, RULE, TWINS, Record
from tests.client.ui.visits.store import (
    COLLEAGUE,
    COMMUNITY,
    MINE,
    SUPERVISOR_ROLES,
    THEIRS,
    WORKER_ROLES,
    Cells,
    Store,
    in_store,
    person,
)


def conflicts(store: Store, roles: frozenset[Role] = WORKER_ROLES) -> Conflicts:
    return Conflicts(store.database, COMMUNITY, store.ports, roles)


async def matter(store: Store, record: Record, roles: frozenset[Role] = WORKER_ROLES) -> Matter:
    found = await conflicts(store, roles).matter(RecordId(record[1]))
    assert found is not None
    return found


async def shown(store: Store, record: str) -> Cells:
    found = await store.database.read(lambda c: facts(c, RecordId(record)))
    assert found is not None
    return found.shown().cells


def test_ones_own_side_comes_first_and_what_stands_is_marked(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([PHONE], seq=25)
        found = await matter(store, PHONE)
        mine, theirs = found.choices
        assert (mine.is_mine, mine.stands, mine.value) == (True, False, "13900139000")
        assert (theirs.authors, theirs.stands, theirs.value) == ((COLLEAGUE,), True, "13700137000")
        assert found.before == "13800138000"
        assert found.saw == 25

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_decision_names_what_was_on_the_screen_and_shows_at_once(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([PHONE], seq=25)
        found = await matter(store, PHONE)
        await store.receive([PHONE], seq=31)
        await conflicts(store).take(found, found.choices[0])
        (edit,) = await store.edits()
        assert isinstance(edit, Resolve)
        assert (edit.id, edit.saw, edit.value, edit.choice) == ("k1", 25, "13900139000", MINE)
        assert (await shown(store, "h1"))["phone"] == "13900139000"
        assert await conflicts(store).open_lines() == []
        (line,) = await conflicts(store).decided_lines()
        assert (line.conflict, line.is_waiting, line.is_open) == ("k1", True, False)

    asyncio.run(in_store(tmp_path / "store", story))


def test_the_losing_values_stay(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([PHONE], seq=25)
        found = await matter(store, PHONE)
        await conflicts(store).write(found, {"phone": "13600136000"})
        values = {each.value for each in (await matter(store, PHONE)).choices}
        assert values == {"13900139000", "13700137000"}

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_third_value_is_tidied_and_checked(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([PHONE], seq=25)
        found = await matter(store, PHONE)
        problems = await conflicts(store).write(found, {"phone": "问居委会要"})
        assert [each.field for each in problems] == ["phone"]
        assert await store.edits() == []
        assert await conflicts(store).write(found, {"phone": "１３６ 0013 6000"}) == []
        (edit,) = await store.edits()
        assert isinstance(edit, Resolve)
        assert (edit.value, edit.choice) == ("13600136000", "")

    asyncio.run(in_store(tmp_path / "store", story))


def test_equal_values_of_two_people_are_one_choice(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        kind, record, cells = PHONE
        sides = cells["sides"]
        assert isinstance(sides, dict)
        also: Cells = {"base": 10, "v": 21, "n": 1, "value": "13700137000", "author": "赵敏", "at": ""}
        await store.receive([(kind, record, {**cells, "sides": {**sides, "r-third": also}})], seq=25)
        found = await matter(store, PHONE)
        assert [each.authors for each in found.choices] == [(), (COLLEAGUE, "赵敏")]

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_name_is_offered_from_the_household(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([HEAD], seq=25)
        found = await matter(store, HEAD)
        assert {name for _, name in found.people} == {"张桂英", "张明"}
        assert found.linked[RecordId("p1")].words[0] == "张桂英"
        assert found.may_write

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_removal_is_decided_by_yes_or_no(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([REMOVAL], seq=25)
        found = await matter(store, REMOVAL)
        assert not found.may_write
        await conflicts(store).take(found, found.choices[0])
        (edit,) = await store.edits()
        assert isinstance(edit, Resolve)
        assert (edit.value, edit.choice) == (True, MINE)

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_broken_rule_is_mended_and_decided_in_one_group(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([RULE], seq=25)
        found = await matter(store, RULE)
        assert found.rule is not None
        assert not found.may_decide, "care plans are a specialist's"
        specialist = await matter(store, RULE, frozenset({Role.CARE_SPECIALIST}))
        assert specialist.may_decide
        await conflicts(store).write(specialist, {"ends_on": "2027-01-20"})
        change, decision = await store.edits()
        assert isinstance(change, Set)
        assert isinstance(decision, Resolve)
        assert (change.id, change.cell, change.value) == ("c1", "ends_on", "2027-01-20")
        assert decision.value == MENDED
        assert change.grp == decision.grp

    asyncio.run(in_store(tmp_path / "store", story))


def test_twins_are_shown_beside_each_other(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([person(4, 2, "李建国"), TWINS], seq=25)
        found = await matter(store, TWINS)
        assert [each.record for each in found.twins] == ["p3", "p4"]
        await conflicts(store).settle(found, "different")
        (edit,) = await store.edits()
        assert isinstance(edit, Resolve)
        assert (edit.value, edit.choice) == ("different", "different")

    asyncio.run(in_store(tmp_path / "store", story))


def test_the_supervisor_sees_and_decides_what_two_others_wrote(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        kind, record, cells = REMARK
        sides = cells["sides"]
        assert isinstance(sides, dict)
        others: Cells = {"r-other": sides[MINE], THEIRS: sides[THEIRS]}
        await store.receive([(kind, record, {**cells, "sides": others})], seq=25)
        found = await matter(store, REMARK, SUPERVISOR_ROLES)
        assert found.may_decide
        assert [each.is_mine for each in found.choices] == [False, False]
        assert found.choices[0].stands

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_kind_of_a_newer_version_is_left_out(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        kind, record, cells = PHONE
        await store.receive([(kind, record, {**cells, "subject_kind": "of_tomorrow"})], seq=25)
        assert await conflicts(store).open_lines() == []
        assert await conflicts(store).matter(RecordId(record)) is None

    asyncio.run(in_store(tmp_path / "store", story))
