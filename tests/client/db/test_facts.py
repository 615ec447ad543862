"""Saving: numbered, chained, shown at once, and based on what the form showed."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from gridclient.db import shown_rebuild
from gridclient.db.confirmed import confirmed_record, write_confirmed
from gridclient.db.facts import UnknownRecordError, facts, save, seen_of
from gridclient.db.keys import Keys
from gridclient.db.listing import row
from gridclient.db.numbering import numbers
from gridclient.db.pending import unanswered
from gridclient.db.threads import Database
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import changes, creation
from gridcore.sync.edits import GENESIS, Edit, Remove, Set, edit_hash, next_chain
from gridcore.sync.stored import Confirmed
from tests.client.db.conftest import in_database

C = CommunityId("330106001001")
GRID = ScopeId("grid/330106001001101")
AT = "2026-10-29T08:00:00Z"
HOUSEHOLD = RECORD_TYPES["household"]
HOME = RecordId("h1")
ROOM = RecordId("room1")

KNOWN = Confirmed(
    HOME,
    "household",
    GRID,
    {
        "room": ROOM,
        "address": "幸福小区1号楼",
        "phone": "13800001234",
        "tags": ["contact"],
        "later": {"x": 1},
    },
    {"phone": 7, "tags": {"contact": 5}},
    9,
)


def prepared(connection: Connection) -> None:
    for kind in shown_rebuild.prepare(connection):
        shown_rebuild.finish(connection, kind)
    write_confirmed(connection, [KNOWN])


def changed(connection: Connection, group: str = "g1", **values: object) -> list[Edit]:
    seen = seen_of(connection, HOUSEHOLD, HOME)
    assert seen is not None
    cells = HOUSEHOLD.cells_of(values)  # type: ignore[arg-type]
    return changes(HOUSEHOLD, HOME, seen, cells, grp=GroupId(group), at=AT)


def told(folder: Path, keys: Keys, story: object) -> None:
    async def happen(database: Database) -> None:
        await database.write(prepared)
        await database.write(story)  # type: ignore[arg-type]

    in_database(folder, keys, happen)


def test_edits_are_numbered_and_chained_in_the_order_of_saving(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        first = save(connection, C, changed(connection, "g1", phone="1", tenure="owner"), AT)
        second = save(connection, C, changed(connection, "g2", remark="狗"), AT)
        assert [each.n for each in (*first, *second)] == [1, 2, 3]
        chain = GENESIS
        for each in (*first, *second):
            chain = next_chain(chain, edit_hash(each))
        assert (numbers(connection, C).next_n, numbers(connection, C).chain) == (4, chain)
        assert [each.edit for each in unanswered(connection, C, 10)] == [*first, *second]

    told(folder, keys, story)


def test_numbers_go_on_when_the_queue_is_empty(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        save(connection, C, changed(connection, phone="1"), AT)
        connection.exec_driver_sql("DELETE FROM pending_edit")
        assert [each.n for each in save(connection, C, changed(connection, phone="2"), AT)] == [2]

    told(folder, keys, story)


def test_a_save_that_fails_leaves_no_number_behind(folder: Path, keys: Keys) -> None:
    async def happen(database: Database) -> None:
        await database.write(prepared)

        def fail(connection: Connection) -> None:
            save(connection, C, changed(connection, phone="1"), AT)
            raise LookupError

        with pytest.raises(LookupError):
            await database.write(fail)
        found = await database.read(
            lambda connection: (numbers(connection, C), row(connection, "household", HOME))
        )
        assert found[0].next_n == 1
        assert found[1] is None, "nothing was ever shown"

    in_database(folder, keys, happen)


def test_a_form_opens_on_the_trunk_whatever_was_saved_since(folder: Path, keys: Keys) -> None:
    """The base of an edit is what the server confirmed, never this device's own last edit."""

    def story(connection: Connection) -> None:
        save(connection, C, changed(connection, phone="1", tags=["contact", "volunteer"]), AT)
        seen = seen_of(connection, HOUSEHOLD, HOME)
        assert seen is not None
        assert seen.cells["phone"] == "1"
        assert seen.cells["tags"] == ["contact", "volunteer"]
        assert seen.bases["phone"] == 7
        assert seen.bases["address"] == 9
        assert seen.bases["tags"] == {"contact": 5, "volunteer": 0}
        assert seen.bases["remark"] == 0

    told(folder, keys, story)


def test_a_saved_value_is_shown_in_the_same_transaction(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        save(connection, C, changed(connection, phone="1"), AT)
        shown = row(connection, "household", HOME)
        assert shown is not None
        assert (shown.values["phone"], shown.waiting, shown.disputed) == ("1", True, False)

    told(folder, keys, story)


def test_a_new_record_lies_where_its_parent_lies_even_if_that_is_new(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        resident, plan = RecordId("p1"), RecordId("plan1")
        edits = [
            creation(
                RECORD_TYPES["resident"],
                resident,
                {"household": HOME, "name": "王小明"},
                grp=GroupId("g"),
                at=AT,
            ),
            creation(RECORD_TYPES["care_plan"], plan, {"resident": resident}, grp=GroupId("g"), at=AT),
            creation(RECORD_TYPES["care_reason"], RecordId("r1"), {"plan": plan}, grp=GroupId("g"), at=AT),
        ]
        save(connection, C, edits, AT)
        scopes = [row(connection, kind, each) for kind, each in (("resident", resident), ("care_plan", plan))]
        assert [each.scope for each in scopes if each is not None] == [GRID, GRID]
        reason = facts(connection, RecordId("r1"))
        assert reason is not None
        assert reason.scope == GRID.replace("grid/", "care/")

    told(folder, keys, story)


def test_an_edit_of_a_record_that_is_not_here_is_refused(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        edit = Set(0, GroupId("g"), RecordId("nowhere"), "phone", "1", 0, AT)
        with pytest.raises(UnknownRecordError):
            save(connection, C, [edit], AT)
        orphan = creation(RECORD_TYPES["resident"], RecordId("p"), {"name": "x"}, grp=GroupId("g"), at=AT)
        with pytest.raises(UnknownRecordError):
            save(connection, C, [orphan], AT)

    told(folder, keys, story)


def test_a_removed_record_leaves_the_lists_and_stays_known(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        save(connection, C, [Remove(0, GroupId("g"), HOME, 9, AT)], AT)
        shown = row(connection, "household", HOME)
        assert shown is not None
        assert shown.removed

    told(folder, keys, story)


def test_cells_of_a_newer_version_pass_through(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        save(connection, C, changed(connection, phone="1"), AT)
        kept = confirmed_record(connection, HOME)
        assert kept == KNOWN
        known = facts(connection, HOME)
        assert known is not None
        assert known.shown().cells["later"] == {"x": 1}

    told(folder, keys, story)
