"""Shown tables are a cache: they can be dropped at any moment, and come back the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection

from gridclient.db import search_rows, shown_rebuild, shown_tables
from gridclient.db.confirmed import write_confirmed
from gridclient.db.facts import save
from gridclient.db.keys import Keys
from gridclient.db.listing import Where, count, row, rows, tally
from gridclient.db.search import search
from gridclient.db.shown import refresh
from gridclient.db.shown_tables import LAYOUTS
from gridclient.db.threads import Database
from gridclient.sync.filling import Filling
from gridcore.fields import FieldKind, Value
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Create, Edit, Set
from gridcore.sync.stored import Confirmed
from tests.client.db.conftest import in_database

C = CommunityId("c")
GRID = ScopeId("grid/g1")
AT = "2026-10-29T08:00:00Z"


def some(count_: int) -> list[Confirmed]:
    """Households with residents and visits."""
    found = []
    for number in range(count_):
        home, person = RecordId(f"h{number:05}"), RecordId(f"p{number:05}")
        cells: dict[str, Value] = {
            "room": "r",
            "address": f"{number}号楼",
            "phone": f"1380000{number:04}",
            "tags": ["contact"],
        }
        found.append(Confirmed(home, "household", GRID, cells, {}, number + 1))
        who = {"household": home, "name": "王小明" if number % 2 else "李红", "birth_date": "1950-01-01"}
        found.append(Confirmed(person, "resident", GRID, who, {}, number + 1))  # type: ignore[arg-type]
        said = {
            "household": home,
            "visited_on": f"2026-01-{number % 28 + 1:02}",
            "met": True,
            "said": "想吃面条",
        }
        found.append(Confirmed(RecordId(f"v{number:05}"), "visit", GRID, said, {}, number + 1))  # type: ignore[arg-type]
    return found


def everything(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    names = [each.table for each in LAYOUTS.values()] + ["search_key"]
    found = {
        name: sorted(tuple(each) for each in connection.exec_driver_sql(f"SELECT * FROM {name}").all())
        for name in names
    }
    found["words"] = [tuple(each) for each in [[hit.record for hit in search(connection, "面条", 1000)]]]
    found["words"] = [tuple(sorted(map(str, found["words"][0])))]
    return found


async def filled(database: Database, count_: int) -> None:
    await database.write(shown_rebuild.prepare)
    await database.write(lambda connection: write_confirmed(connection, some(count_)))
    await Filling(database).finish()
    edits: list[Edit] = [
        Create(0, GroupId("g"), RecordId("new"), "resident", {"household": "h00001", "name": "赵四"}, at=AT),
        Set(0, GroupId("g"), RecordId("h00002"), "phone", "13911112222", 3, AT),
    ]
    await database.write(lambda connection: save(connection, C, edits, AT))


def test_dropped_tables_come_back_as_they_were(folder: Path, keys: Keys) -> None:
    async def story(database: Database) -> None:
        await filled(database, 40)
        before = await database.read(everything)

        def drop(connection: Connection) -> None:
            for layout in LAYOUTS.values():
                connection.exec_driver_sql(f"DROP TABLE {layout.table}")
            connection.exec_driver_sql("DELETE FROM shown_layout")

        await database.write(drop)
        await database.write(shown_rebuild.prepare)
        await Filling(database).finish()
        assert await database.read(everything) == before
        assert await database.write(shown_rebuild.prepare) == []

    in_database(folder, keys, story)


def test_a_changed_declaration_is_filled_anew_todays_kinds_first(
    folder: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(database: Database) -> None:
        await filled(database, 10)
        before = await database.read(everything)
        changed = {
            kind: replace(layout, declaration="of another version") if kind in ("visit", "party") else layout
            for kind, layout in LAYOUTS.items()
        }
        for module in (shown_rebuild, shown_tables):
            monkeypatch.setattr(module, "LAYOUTS", changed)
        found = await database.write(shown_rebuild.prepare)
        assert found[0] == "visit"
        assert set(found) == {"visit", "party"} | search_rows.SEARCHABLE.keys()
        assert await database.read(lambda connection: count(connection, "visit")) == 0
        await Filling(database).finish()
        assert await database.read(everything) == before

    in_database(folder, keys, story)


def test_saving_works_while_tables_are_filled_and_nothing_is_shown_twice(folder: Path, keys: Keys) -> None:
    async def story(database: Database) -> None:
        await database.write(shown_rebuild.prepare)
        await database.write(lambda connection: write_confirmed(connection, some(20)))
        edit = Set(0, GroupId("g"), RecordId("v00003"), "said", "不想吃面条", 4, AT)
        await database.write(lambda connection: save(connection, C, [edit], AT))
        shown = await database.read(lambda connection: row(connection, "visit", RecordId("v00003")))
        assert shown is not None
        assert shown.values["said"] == "不想吃面条"
        await Filling(database).finish()
        hits = await database.read(lambda connection: search(connection, "面条", 100))
        assert len(hits) == 20
        assert len(await database.read(lambda connection: search(connection, "不想", 100))) == 1

    in_database(folder, keys, story)


def test_a_filling_that_was_interrupted_begins_again(folder: Path, keys: Keys) -> None:
    async def begin(database: Database) -> None:
        await database.write(shown_rebuild.prepare)
        await database.write(lambda connection: write_confirmed(connection, some(5)))
        await database.write(lambda connection: shown_rebuild.fill(connection, "visit"))

    async def go_on(database: Database) -> None:
        assert "visit" in await database.write(shown_rebuild.prepare)
        await Filling(database).finish()
        assert await database.read(lambda connection: count(connection, "visit")) == 5

    in_database(folder, keys, begin)
    in_database(folder, keys, go_on)


def test_every_field_has_a_column_that_gives_its_value_back(folder: Path, keys: Keys) -> None:
    samples = {
        FieldKind.NUMBER: 3,
        FieldKind.FLAG: False,
        FieldKind.CHOICES: ["a", "b"],
        FieldKind.ATTACHMENTS: ["a", "b"],
        FieldKind.DETAIL: {"x": [1, "二"]},
    }

    def story(connection: Connection) -> None:
        for kind in shown_rebuild.prepare(connection):
            shown_rebuild.finish(connection, kind)
        for kind, declared in RECORD_TYPES.items():
            values = {name: samples.get(each.kind, "文字") for name, each in declared.fields.items()}
            cells = declared.cells_of(values)  # type: ignore[arg-type]
            write_confirmed(connection, [Confirmed(RecordId(kind), kind, GRID, cells, {}, 1)])
            refresh(connection, [RecordId(kind)])
            shown = row(connection, kind, RecordId(kind))
            assert shown is not None
            assert shown.values == values
            assert shown.values.keys() == declared.fields.keys()

    async def told(database: Database) -> None:
        await database.write(story)

    in_database(folder, keys, told)


def test_lists_are_filtered_sorted_counted_and_paged(folder: Path, keys: Keys) -> None:
    async def story(database: Database) -> None:
        await filled(database, 30)

        def look(connection: Connection) -> None:
            kings = [Where("name", "=", "王小明")]
            assert count(connection, "resident", kings) == 15
            assert tally(connection, "resident", "name") == {"王小明": 15, "李红": 15, "赵四": 1}
            page = rows(connection, "visit", order=("-visited_on",), limit=3, offset=1)
            assert [each.values["visited_on"] for each in page] == ["2026-01-27", "2026-01-26", "2026-01-25"]
            assert count(connection, "household", [Where("tags", "has", "contact")]) == 30
            assert count(connection, "household", [Where("tags", "has", "volunteer")]) == 0
            assert count(connection, "household", [Where("tenure", "is_empty")]) == 30
            assert [each.id for each in rows(connection, "household", [Where("waiting", "=", 1)])] == [
                "h00002"
            ]
            assert count(connection, "visit", [Where("visited_on", "in", ["2026-01-01", "2026-01-02"])]) == 4
            with pytest.raises(KeyError):
                rows(connection, "visit", [Where("1=1; --", "=", 1)])

        await database.read(look)

    in_database(folder, keys, story)


def test_no_index_has_the_name_of_a_table_or_of_another_index() -> None:
    made = [each.split('"')[1] for layout in LAYOUTS.values() for each in layout.statements]
    assert len(made) == len(set(made)), "a link may be called as a kind is"
