"""Columns are remembered, reports are written whole, and a newer value is never overwritten silently."""

import os
from pathlib import Path

import pytest
from sqlalchemy import Connection

from demo.community import Community, tiny
from demo.roster_file import CLEAN, write_roster
from gridclient.actions.records import Records, Saved
from gridclient.actions.roster import RosterImport
from gridclient.db.threads import Database
from gridcore.fields import Label
from gridcore.ids import CommunityId, RecordId
from gridcore.problems import ProblemError
from gridcore.roster.columns import Column
from gridcore.roster.report import report_sheets
from gridcore.roster.workbook import Workbook, read_workbook
from gridcore.sync.edits import Set
from tests.client.actions.test_roster import PORTS, on_a_laptop, previewed, waiting
from tests.core.roster.written import xlsx

TITLES = ("谁", "住哪", "片")


def speak(label: Label) -> str:
    return label.text


@pytest.fixture(scope="module")
def made() -> Community:
    return tiny()


@pytest.fixture
def unusual(made: Community, tmp_path: Path) -> Path:
    path = tmp_path / "unusual.xlsx"
    path.write_bytes(xlsx(("人员", [TITLES, ["张三", "和合里3号楼2-501", made.grids[0].name]])))
    return path


def test_columns_are_remembered_by_their_headings_until_a_person_forgets_them(
    made: Community, unusual: Path, tmp_path: Path
) -> None:
    async def story(database: Database, importing: RosterImport) -> None:
        assert (await previewed(importing, unusual)).problem == "no_headings"
        choice = {0: Column.NAME, 1: Column.ADDRESS, 2: Column.GRID}
        await importing.remember_columns(TITLES, choice)
        again = RosterImport(database, CommunityId(made.code), PORTS, is_demo=True)
        assert (await previewed(again, unusual)).created()["resident"] == 1
        elsewhere = RosterImport(database, CommunityId("999901001099"), PORTS, is_demo=True)
        assert (await previewed(elsewhere, unusual)).problem == "no_headings"
        await again.remember_columns(TITLES, None)
        assert (await previewed(again, unusual)).problem == "no_headings"

    on_a_laptop(tmp_path, made, story)


def test_a_report_is_written_as_a_whole_or_not_at_all(made: Community, tmp_path: Path) -> None:
    async def story(database: Database, importing: RosterImport) -> None:
        path = tmp_path / "roster.xlsx"
        path.write_bytes(
            xlsx(("人员", [["姓名", "住址", "网格"], ["张三", "和合里3号楼2-501", "第九十九网格"]]))
        )
        plan = await previewed(importing, path)
        report = tmp_path / "report.xlsx"
        await importing.write_report(plan, report, speak)
        book = read_workbook(report.read_bytes())
        assert isinstance(book, Workbook)
        assert book.sheets[0].rows[1][0] == "张三"
        assert {each.name for each in book.sheets} == {each.name for each in report_sheets(plan, speak)}
        with pytest.raises(ProblemError):
            await importing.write_report(plan, tmp_path / "nowhere" / "report.xlsx", speak)

    on_a_laptop(tmp_path, made, story)


def test_only_what_an_earlier_import_wrote_before_the_file_is_taken_unless_a_person_says_so(
    made: Community, tmp_path: Path
) -> None:
    """The same person's phone and sex differ: the phone a person has changed since, the sex nobody has."""
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    titles = ["姓名", "住址", "网格", "性别", "联系电话"]
    grid = made.grids[0].name
    first.write_bytes(xlsx(("人员", [titles, ["张三", "和合里3号楼2-501", grid, "男", "10000000001"]])))
    second.write_bytes(xlsx(("人员", [titles, ["张三", "和合里3号楼2-501", grid, "女", "10000000002"]])))

    async def story(database: Database, importing: RosterImport) -> None:
        await importing.import_plan(await previewed(importing, first))
        record = await database.read(
            lambda c: RecordId(c.exec_driver_sql("SELECT id FROM shown_resident").scalar_one())
        )
        records = Records(database, CommunityId(made.code), PORTS, is_demo=True)
        form = await records.open_form("resident", record)
        assert form is not None
        assert isinstance(await records.save(form, {"phone": "10000000009"}), Saved)
        plan = await previewed(importing, second)
        later = PORTS.now().timestamp() + 60
        os.utime(second, (later, later))
        found = {each.difference.cell: each for each in await importing.known_otherwise(plan, second)}
        assert {cell: each.is_taken for cell, each in found.items()} == {"sex": True, "phone": False}
        assert found["phone"].last is not None
        assert (found["phone"].last.author, found["phone"].last.is_import) == ("", False)
        os.utime(second, (0, 0))
        older = await importing.known_otherwise(plan, second)
        assert not any(each.is_taken for each in older)
        second.unlink()
        assert not any(each.is_taken for each in await importing.known_otherwise(plan, second))
        before = len(await waiting(database, made))
        await importing.import_plan(plan.taking([found["sex"].difference]))
        (edit,) = (await waiting(database, made))[before:]
        assert isinstance(edit, Set)
        assert (edit.cell, edit.value) == ("sex", "2")

    on_a_laptop(tmp_path, made, story)


def test_what_nobody_knows_of_stays(made: Community, tmp_path: Path) -> None:
    path = tmp_path / "clean.xlsx"
    write_roster(path, made, dirt=CLEAN)
    person = next(p for h in made.households for p in h.people if p.phone is not None)

    async def story(database: Database, importing: RosterImport) -> None:
        def change(connection: Connection) -> None:
            connection.exec_driver_sql(
                "UPDATE confirmed SET cells = json_set(cells, '$.phone', '10000000009') WHERE id = ?",
                (person.id,),
            )

        await database.write(change)
        (found,) = await importing.known_otherwise(await previewed(importing, path), path)
        assert (found.difference.cell, found.last, found.is_taken) == ("phone", None, False)

    on_a_laptop(tmp_path, made, story, has_people=True)
