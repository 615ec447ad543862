"""What a restored server lost may come back in a scope that this laptop does not follow: then it goes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from gridclient.db.confirmed import write_confirmed
from gridclient.db.cursors import Cursor, ScopeState, store_cursor
from gridclient.db.gone import let_go_of_what_left
from gridclient.db.history import Writer
from gridclient.db.keys import Keys
from gridclient.db.removals import note_removals
from gridclient.db.threads import Database
from gridclient.db.went_back import gone_records, keep_gone
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.sync.stored import Confirmed
from tests.client.db.conftest import in_database
from tests.client.db.crashing import AT, C
from tests.client.db.test_journal import GRID, begin

HOME = Confirmed(RecordId("home"), "household", GRID, {"address": "甲"}, {}, 40)


def about_home(record: str, kind: str, scope: str = GRID, **cells: Value) -> Confirmed:
    return Confirmed(RecordId(record), kind, ScopeId(scope), cells, {}, 41)


VISIT = about_home("visit", "visit", household="home")
DISPUTE = about_home("dispute", "conflict", subject="home", subject_kind="household")
ABOUT_VISIT = about_home("about", "conflict", subject="visit", subject_kind="visit")
SECRET = about_home("secret", "conflict", "care/grid-1", subject="reason", subject_kind="care_reason")
WHOLE = about_home("whole", "building", name="1")
LOST = (VISIT, DISPUTE, ABOUT_VISIT, SECRET, WHOLE)
ALL = sorted(each.id for each in LOST)


@pytest.fixture
def tell(folder: Path, keys: Keys) -> Callable[[Callable[[Connection], None]], None]:
    """Five records were set aside; the story goes on from there."""

    def told(story: Callable[[Connection], None]) -> None:
        def whole(connection: Connection) -> None:
            store_cursor(connection, C, Cursor(GRID, 50, 0, 0, ScopeState.COMPLETE))
            keep_gone(connection, LOST, AT)
            story(connection)

        async def happen(database: Database) -> None:
            await begin(database)
            await database.write(whole)

        in_database(folder, keys, happen)

    return told


Tell = Callable[[Callable[[Connection], None]], None]


def test_what_hangs_on_a_record_that_left_goes_with_it(tell: Tell) -> None:
    def story(connection: Connection) -> None:
        let_go_of_what_left(connection, C)
        assert gone_records(connection) == ["secret", "whole"], "what these speak of was never here"

    tell(story)


def test_what_hangs_on_a_record_that_is_here_or_gone_as_well_stays(tell: Tell) -> None:
    def story(connection: Connection) -> None:
        write_confirmed(connection, [HOME])
        let_go_of_what_left(connection, C)
        assert gone_records(connection) == ALL
        connection.exec_driver_sql("DELETE FROM confirmed")
        keep_gone(connection, [HOME], AT)
        let_go_of_what_left(connection, C)
        assert gone_records(connection) == sorted([*ALL, "home"])

    tell(story)


def test_what_hangs_on_a_record_that_somebody_removed_stays(tell: Tell) -> None:
    def story(connection: Connection) -> None:
        note_removals(connection, [HOME], {HOME.id: Writer("bob", "", AT)})
        let_go_of_what_left(connection, C)
        assert gone_records(connection) == ALL

    tell(story)


def test_nothing_goes_while_a_scope_is_yet_to_be_compared(tell: Tell) -> None:
    def story(connection: Connection) -> None:
        store_cursor(connection, C, Cursor(ScopeId("staff"), 50, 0, 0, ScopeState.RESTORED))
        let_go_of_what_left(connection, C)
        assert gone_records(connection) == ALL

    tell(story)
