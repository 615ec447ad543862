"""A roster on a laptop: nothing is written before the user agrees, and never twice."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from demo.community import Community, tiny
from demo.roster_file import CLEAN, USUAL, write_roster
from gridclient.actions import roster
from gridclient.actions.records import Records
from gridclient.actions.roster import RosterImport
from gridclient.db.cursors import follow
from gridclient.db.kdf import FLOOR
from gridclient.db.pending import unanswered
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault
from gridclient.ports import Ports
from gridcore.ids import CommunityId, ScopeId
from gridcore.roster.compare import Standing
from gridcore.roster.plan import RosterPlan
from gridcore.roster.workbook import WorkbookProblem
from gridcore.sync.edits import Create, Set
from tests.client.db.conftest import BALLAST, PASSPHRASE
from tests.client.demo_store import fill

PORTS = Ports(lambda: datetime(2026, 11, 22, 8, tzinfo=UTC), os.urandom)
PEOPLE = ("building", "room", "household", "resident", "care_plan", "visit", "visit_exception")
Story = Callable[[Database, RosterImport], Awaitable[None]]


@pytest.fixture(scope="module")
def made() -> Community:
    return tiny()


@pytest.fixture
def file(made: Community, tmp_path: Path) -> Path:
    path = tmp_path / "名册.xlsx"
    write_roster(path, made, dirt=USUAL)
    return path


async def open_store(
    folder: Path, made: Community, *, has_people: bool = False, follows: bool = True
) -> Database:
    """A supervisor's store with the community's grids, and its people if wished."""
    keys = create_vault(folder / "store", PASSPHRASE, params=FLOOR)
    database = await Database.open(folder / "store", keys, ballast_bytes=BALLAST)

    def begin(connection: Connection) -> None:
        fill(connection, made, without=() if has_people else PEOPLE)
        grids = made.grids if follows else ()
        scopes = [ScopeId(f"grid/{grid.code}") for grid in grids]
        follow(connection, CommunityId(made.code), scopes)

    await database.write(begin)
    return database


def on_a_laptop(
    folder: Path, made: Community, story: Story, *, has_people: bool = False, follows: bool = True
) -> None:
    """Tell a story on a supervisor's store."""

    async def told() -> None:
        database = await open_store(folder, made, has_people=has_people, follows=follows)
        try:
            await story(database, RosterImport(database, CommunityId(made.code), PORTS, is_demo=True))
        finally:
            await database.close()

    asyncio.run(told())


async def waiting(database: Database, made: Community) -> list[object]:
    community = CommunityId(made.code)
    found = await database.read(lambda connection: unanswered(connection, community, 10_000))
    return [each.edit for each in found]


async def previewed(importing: RosterImport, file: Path) -> RosterPlan:
    plan = await importing.preview(file)
    assert isinstance(plan, RosterPlan)
    return plan


def test_a_preview_writes_nothing_and_tells_how_far_it_is(
    made: Community, file: Path, tmp_path: Path
) -> None:
    async def story(database: Database, importing: RosterImport) -> None:
        assert await importing.grids() == {grid.code: grid.name for grid in made.grids}
        told: list[tuple[int, int]] = []
        plan = await importing.preview(file, progress=lambda done, total: told.append((done, total)))
        assert isinstance(plan, RosterPlan)
        assert plan.created()["resident"] == made.people
        assert told
        assert told[0][0] == 0
        assert await waiting(database, made) == []

    on_a_laptop(tmp_path, made, story)


def test_an_import_is_shown_at_once_and_waits_for_the_server(
    made: Community, file: Path, tmp_path: Path
) -> None:
    async def story(database: Database, importing: RosterImport) -> None:
        plan, told = await previewed(importing, file), []
        count = await importing.import_plan(plan, lambda done, total: told.append((done, total)))
        edits = await waiting(database, made)
        assert count == len(edits) == plan.changes
        assert told == [(count, count)]
        assert {each.kind for each in edits if isinstance(each, Create)} == {
            *("building", "room", "household", "resident", "resident_identity"),
        }
        people = await database.read(
            lambda c: c.exec_driver_sql("SELECT name, waiting FROM shown_resident").all()
        )
        assert {row.name for row in people} == {p.name for h in made.households for p in h.people}
        assert {row.waiting for row in people} == {1}
        found = await database.read(
            lambda c: c.exec_driver_sql("SELECT count(DISTINCT record) FROM search_key").scalar_one()
        )
        assert found >= made.people
        scopes = await database.read(
            lambda c: c.exec_driver_sql("SELECT DISTINCT kind, scope FROM pending_edit").all()
        )
        assert {row.scope.partition("/")[0] for row in scopes if row.kind == "resident_identity"} == {
            "identity"
        }

    on_a_laptop(tmp_path, made, story)


def test_the_same_file_twice_changes_nothing(made: Community, file: Path, tmp_path: Path) -> None:
    async def story(database: Database, importing: RosterImport) -> None:
        await importing.import_plan(await previewed(importing, file))
        before = len(await waiting(database, made))
        again = await previewed(importing, file)
        assert again.changes_nothing
        assert await importing.import_plan(again) == 0
        assert len(await waiting(database, made)) == before

    on_a_laptop(tmp_path, made, story)


def test_what_the_server_sent_is_recognised_without_any_identity_number(
    made: Community, tmp_path: Path
) -> None:
    path = tmp_path / "clean.xlsx"
    write_roster(path, made, dirt=CLEAN)

    async def story(database: Database, importing: RosterImport) -> None:
        plan = await previewed(importing, path)
        assert plan.changes_nothing
        assert plan.standings()[Standing.SAME] == made.people

    on_a_laptop(tmp_path, made, story, has_people=True)


def test_an_empty_field_is_filled_in_on_the_version_that_the_server_sent(
    made: Community, tmp_path: Path
) -> None:
    path = tmp_path / "clean.xlsx"
    write_roster(path, made, dirt=CLEAN)
    person = next(p for h in made.households for p in h.people if p.phone is not None)

    async def story(database: Database, importing: RosterImport) -> None:
        def forget(connection: Connection) -> int:
            connection.exec_driver_sql(
                "UPDATE confirmed SET cells = json_remove(cells, '$.phone') WHERE id = ?", (person.id,)
            )
            found = connection.exec_driver_sql("SELECT seq FROM confirmed WHERE id = ?", (person.id,))
            return int(found.scalar_one())

        seq = await database.write(forget)
        plan = await previewed(importing, path)
        await importing.import_plan(plan)
        (edit,) = await waiting(database, made)
        assert isinstance(edit, Set)
        # The base of a cell that the server never described is 0.
        assert (edit.id, edit.cell, edit.value) == (person.id, "phone", person.phone)
        assert edit.base in (0, seq)
        shown = await database.read(
            lambda c: c.exec_driver_sql(
                "SELECT phone FROM shown_resident WHERE id = ?", (person.id,)
            ).scalar()
        )
        assert shown == person.phone

    on_a_laptop(tmp_path, made, story, has_people=True)


def test_somebody_who_was_removed_is_new_again(made: Community, tmp_path: Path) -> None:
    path = tmp_path / "clean.xlsx"
    write_roster(path, made, dirt=CLEAN)
    person = made.households[0].people[-1].id

    async def story(database: Database, importing: RosterImport) -> None:
        await Records(database, CommunityId(made.code), PORTS, is_demo=True).remove(person)
        plan = await previewed(importing, path)
        assert plan.created()["resident"] == 1
        assert plan.standings()[Standing.NEW] == 1

    on_a_laptop(tmp_path, made, story, has_people=True)


def test_grids_that_the_laptop_does_not_follow_are_refused_by_row(
    made: Community, file: Path, tmp_path: Path
) -> None:
    async def story(database: Database, importing: RosterImport) -> None:
        assert await importing.grids() == {}
        plan = await previewed(importing, file)
        assert plan.changes_nothing
        codes = {note.code for row in plan.rows for note in row.notes}
        assert "grid_not_yours" in codes

    on_a_laptop(tmp_path, made, story, follows=False)


def test_a_cancelled_preview_ends_and_leaves_nothing(made: Community, file: Path, tmp_path: Path) -> None:
    async def story(database: Database, importing: RosterImport) -> None:
        started = asyncio.Event()
        loop = asyncio.get_running_loop()
        task = loop.create_task(importing.preview(file, progress=lambda *_: started.set()))
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await waiting(database, made) == []

    on_a_laptop(tmp_path, made, story)


def test_progress_moves_while_records_are_read_and_while_rows_are(
    made: Community, file: Path, tmp_path: Path
) -> None:
    async def story(database: Database, importing: RosterImport) -> None:
        told: list[tuple[int, int]] = []
        await importing.preview(file, progress=lambda done, total: told.append((done, total)))
        await asyncio.sleep(0)  # the last of them come by way of the loop
        assert told == sorted(told)
        ((_, total),) = {(0, total) for _, total in told}
        known = made.people + len(made.households)
        assert any(done < known for done, _ in told)
        assert any(known < done < total for done, _ in told)

    on_a_laptop(tmp_path, made, story, has_people=True)


def test_a_preview_that_is_cancelled_while_records_are_read_ends_there(
    made: Community, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "plan_roster", None)  # nobody gets that far

    async def story(database: Database, importing: RosterImport) -> None:
        def cancel(done: int, total: int) -> None:
            task.cancel()

        task = asyncio.get_running_loop().create_task(importing.preview(file, progress=cancel))
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await waiting(database, made) == []
        await asyncio.get_running_loop().shutdown_default_executor()

    on_a_laptop(tmp_path, made, story, has_people=True)


def test_a_reading_that_nobody_waits_for_any_more_stops_at_its_next_step(
    made: Community, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(database: Database, importing: RosterImport) -> None:
        ended: list[type[BaseException]] = []
        reading, go_on = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()

        def slowly(workbook: object, **options: object) -> None:
            step = options["step"]
            assert callable(step)
            loop.call_soon_threadsafe(reading.set)
            asyncio.run_coroutine_threadsafe(go_on.wait(), loop).result()
            try:
                step(0, 1)
            except BaseException as error:
                ended.append(type(error))
                raise

        monkeypatch.setattr(roster, "plan_roster", slowly)
        task = loop.create_task(importing.preview(file))
        await reading.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        go_on.set()
        await loop.shutdown_default_executor()
        assert ended == [InterruptedError]

    on_a_laptop(tmp_path, made, story)


def test_an_interrupted_import_is_completed_by_the_next(
    made: Community, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster, "_EDITS_A_SLICE", 30)

    async def story(database: Database, importing: RosterImport) -> None:
        plan = await previewed(importing, file)

        def interrupt(done: int, total: int) -> None:
            raise InterruptedError

        with pytest.raises(InterruptedError):
            await importing.import_plan(plan, interrupt)
        part = await waiting(database, made)
        assert 0 < len(part) < plan.changes
        rest = await previewed(importing, file)
        await importing.import_plan(rest)
        assert len(await waiting(database, made)) == plan.changes
        assert (await previewed(importing, file)).changes_nothing

    on_a_laptop(tmp_path, made, story)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "cannot_be_opened"),
        (b"<html></html>", "web_page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "other_format"),
    ],
)
def test_what_cannot_be_read_is_told_and_not_raised(
    made: Community, tmp_path: Path, content: bytes | None, code: str
) -> None:
    path = tmp_path / "roster.xlsx"
    if content is not None:
        path.write_bytes(content)

    async def story(database: Database, importing: RosterImport) -> None:
        assert await importing.preview(path) == WorkbookProblem(code)
        await database.close()
        assert await importing.preview(path) == WorkbookProblem(code), "the file is looked at first"

    on_a_laptop(tmp_path, made, story)
