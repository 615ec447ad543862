"""A list of 195 service points comes onto a laptop like a roster: seen first, written once, then compared."""

from pathlib import Path
from typing import Any

import pytest

from demo.community import Community, tiny
from gridclient.actions.facilities import Facilities
from gridclient.actions.roster import RosterImport
from gridclient.db.threads import Database
from gridcore.ids import CommunityId
from gridcore.roles import Role
from gridcore.roster.compare import Standing
from gridcore.roster.plan import RosterPlan
from gridcore.roster.workbook import WorkbookProblem
from gridcore.sync.edits import Create, Set
from tests.client.actions.test_roster import on_a_laptop, previewed, waiting
from tests.core.roster.written import archive, xlsx

TITLES = ["网格", "名称", "类型", "地址", "开放时间"]
POINTS = 195


@pytest.fixture(scope="module")
def made() -> Community:
    return tiny()


def rows_of(made: Community) -> list[list[Any]]:
    """A row for each service point, centres first, in every grid in turn."""
    names = [each.name for each in made.grids]
    return [
        [
            names[number % len(names)],
            f"第{number}党群服务{'中心' if number < 48 else '站'}",
            "党群服务中心" if number < 48 else "服务站",
            f"和合路{number}号",
            "8:00-18:00",
        ]
        for number in range(POINTS)
    ]


def file_of(folder: Path, rows: list[list[Any]], name: str = "服务点.xlsx") -> Path:
    path = folder / name
    path.write_bytes(xlsx(("服务点", [["和合社区服务点一览表"], TITLES, *rows])))
    return path


def test_a_list_of_service_points_is_written_once_and_shown_at_once(made: Community, tmp_path: Path) -> None:
    path = file_of(tmp_path, rows_of(made))

    async def story(database: Database, importing: RosterImport) -> None:
        before = await Facilities(database, CommunityId(made.code), frozenset({Role.SUPERVISOR})).lines()
        plan = await previewed(importing, path)
        assert plan.created() == {"facility": POINTS}
        assert await waiting(database, made) == []
        assert await importing.import_plan(plan) == POINTS
        edits = await waiting(database, made)
        assert {type(each) for each in edits} == {Create}
        lines = await Facilities(database, CommunityId(made.code), frozenset({Role.SUPERVISOR})).lines()
        assert len(lines) == len(before) + POINTS
        again = await previewed(importing, path)
        assert again.changes_nothing
        assert again.standings()[Standing.SAME] == POINTS

    on_a_laptop(tmp_path, made, story)


def test_a_second_list_writes_only_the_differences_that_a_person_takes(
    made: Community, tmp_path: Path
) -> None:
    rows = rows_of(made)
    path = file_of(tmp_path, rows)
    rows[3][4], rows[7][4], rows[9][3] = "9:00-17:00", "全天", None
    later = file_of(tmp_path, [*rows, rows[0]], "再次.xlsx")

    async def story(database: Database, importing: RosterImport) -> None:
        await importing.import_plan(await previewed(importing, path))
        plan = await previewed(importing, later)
        assert plan.changes_nothing
        found = await importing.known_otherwise(plan, later)
        assert [(each.row.names[0], each.difference.cell) for each in found] == [
            ("第3党群服务中心", "hours"),
            ("第7党群服务中心", "hours"),
        ]
        assert all(each.last is not None and each.last.is_import for each in found)
        await importing.import_plan(plan.taking([found[1].difference]))
        (edit,) = (await waiting(database, made))[POINTS:]
        assert isinstance(edit, Set)
        assert (edit.cell, edit.value) == ("hours", "全天")
        assert {note.code for note in plan.rows[-1].notes} == {"same_facility"}

    on_a_laptop(tmp_path, made, story)


def test_a_grid_of_somebody_elses_is_refused_row_by_row(made: Community, tmp_path: Path) -> None:
    path = file_of(tmp_path, rows_of(made)[:5])

    async def story(database: Database, importing: RosterImport) -> None:
        plan = await previewed(importing, path)
        assert plan.changes_nothing
        assert {note.code for row in plan.rows for note in row.notes} == {"grid_not_yours"}

    on_a_laptop(tmp_path, made, story, follows=False)


def test_a_formula_gives_its_result_and_never_its_words(made: Community, tmp_path: Path) -> None:
    row = [
        made.grids[0].name,
        ('=HYPERLINK("http://x","站")', "和合驿站"),
        ("=A1", "驿站"),
        "=1+1",
        ("=1/0", 7.5),
    ]
    path = file_of(tmp_path, [row])

    async def story(database: Database, importing: RosterImport) -> None:
        plan = await previewed(importing, path)
        (edit,) = plan.edits()
        assert isinstance(edit, Create)
        assert edit.cells["name"] == "和合驿站"
        assert edit.cells["facility_kind"] == "grid_station"
        assert "HYPERLINK" not in str(edit.cells)

    on_a_laptop(tmp_path, made, story)


def test_a_broken_or_hostile_file_is_told_and_writes_nothing(made: Community, tmp_path: Path) -> None:
    whole = file_of(tmp_path, rows_of(made)).read_bytes()
    wide = archive('<sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData>')
    files = {"cut": whole[: len(whole) // 2], "empty": b"", "page": b"<html></html>", "wide": wide}

    async def story(database: Database, importing: RosterImport) -> None:
        for name, content in files.items():
            path = tmp_path / f"{name}.xlsx"
            path.write_bytes(content)
            found = await importing.preview(path)
            is_unread = isinstance(found, RosterPlan) and found.problem is not None and found.changes_nothing
            assert isinstance(found, WorkbookProblem) or is_unread, name
        assert await waiting(database, made) == []

    on_a_laptop(tmp_path, made, story)
