"""Random histories of real stores over a line that is cut and loses replies: all agree in the end."""

import random
from collections.abc import Callable

import pytest

from gridclient.actions.records import StepTo
from gridclient.db import shown_rebuild
from gridclient.db.confirmed import confirmed_of
from gridclient.db.cursors import ScopeState, cursors
from gridclient.db.listing import Where
from gridclient.db.pending import EditState, count_by_state
from gridclient.db.shown_tables import LAYOUTS
from gridclient.sync.filling import Filling
from gridcore.ids import RecordId
from gridcore.problems import ProblemError
from gridcore.sync.stored import WHOLE, Confirmed, RecordState, Stored, elements_of
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import household, visit
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]

OPERATIONS = 70
CLAUSES = ("门前有狗。", "电梯坏了。", "三楼。", "女儿周末来。")
TAGS = ("contact", "volunteer", "mutual_aid")


async def act(chance: random.Random, laptop: Laptop) -> None:
    """One thing that a worker does."""
    homes, visits = await laptop.rows("household"), await laptop.rows("visit")
    choice = chance.choice(("new", "phone", "phone", "tags", "remark", "visit", "submit", "remove", "decide"))
    if choice == "new" or not homes:
        await household(laptop, f"{chance.randrange(9)}号楼")
        return
    home = chance.choice(homes).id
    match choice:
        case "phone":
            await laptop.edit("household", home, phone=f"1390000000{chance.randrange(4)}")
        case "tags":
            await laptop.edit("household", home, tags=chance.sample(TAGS, chance.randrange(3)) or None)
        case "remark":
            clauses = [chance.choice(CLAUSES) for _ in range(chance.randrange(1, 4))]
            await laptop.edit("household", home, remark="".join(clauses))
        case "visit":
            await visit(laptop, home)
        case "submit" if visits:
            form = await laptop.open("visit", chance.choice(visits).id)
            if form.values["approval"] in ("draft", "returned"):
                await laptop.records.take_step(form, StepTo("submitted"))
        case "remove" if chance.random() < 0.3:
            await laptop.records.remove(home)
        case "decide":
            await decide(chance, laptop)


async def decide(chance: random.Random, laptop: Laptop) -> None:
    """Decide a conflict that is open here."""
    found = await laptop.rows("conflict", Where("progress", "=", "open"))
    known = await laptop.read(lambda connection: confirmed_of(connection, [each.id for each in found]))
    for each in found:
        sides = each.values["sides"]
        if each.id in known and isinstance(sides, dict) and each.values["conflict_kind"] == "value":
            name = chance.choice(sorted(sides))
            side = sides[name]
            assert isinstance(side, dict)
            await laptop.records.resolve(each.id, side["value"], saw=known[each.id].seq, choice=name)
            return


async def sync_badly(chance: random.Random, laptop: Laptop) -> None:
    """A round over a line that may break anywhere."""
    laptop.line.cut_after = chance.randrange(14) if chance.random() < 0.4 else None
    laptop.line.lose_reply = chance.random() < 0.15
    try:
        await laptop.sync()
    except ProblemError:
        return
    finally:
        laptop.line.cut_after = None


async def agrees(laptop: Laptop, office: Office) -> None:
    """Every scope is the server's, and every shown record is what the server keeps."""
    found = await laptop.read(lambda connection: cursors(connection, COMMUNITY))
    assert {each.state for each in found.values()} == {ScopeState.COMPLETE}
    states = await laptop.read(lambda connection: count_by_state(connection, COMMUNITY))
    assert states.keys() <= {EditState.ASIDE}
    present = {
        each.id: each
        for each in office.server.stored.values()
        if each.scope in found and each.state is RecordState.PRESENT
    }
    shown: set[RecordId] = set()
    for kind in {each.kind for each in present.values()}:
        declared = LAYOUTS[kind].declared
        for row in await laptop.rows(kind):
            shown.add(row.id)
            kept = declared.values_of(present[row.id].cells)
            assert {k: v or None for k, v in row.values.items()} == {k: v or None for k, v in kept.items()}
            assert not row.waiting
    assert shown == present.keys()
    known = await laptop.read(lambda connection: confirmed_of(connection, list(present)))
    for stored in present.values():
        assert versions(known[stored.id], stored) == seen_by_server(stored)


def seen_by_server(stored: Stored) -> dict[str, int]:
    """The version of every cell, and of every element that is there."""
    cells = {cell: stamp.v for cell, stamp in stored.vers.items() if cell != WHOLE}
    held = {
        f"{cell}: {name}": each.v
        for cell, elements in stored.sets.items()
        for name, each in elements.items()
        if each.present
    }
    return cells | held


def versions(known: Confirmed, stored: Stored) -> dict[str, int]:
    """The same as a laptop knows them."""
    cells = {cell: known.version(cell) for cell in stored.vers if cell != WHOLE}
    held = {
        f"{cell}: {name}": known.element_version(cell, name)
        for cell in stored.sets
        for name in elements_of(known.cells.get(cell))
    }
    return cells | held


async def everything(laptop: Laptop) -> dict[str, list[tuple[object, ...]]]:
    tables = [layout.table for layout in LAYOUTS.values()] + ["search_key"]
    return await laptop.read(
        lambda connection: {
            table: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table}").all()), key=str)
            for table in tables
        }
    )


@pytest.mark.parametrize("seed", range(8))
def test_laptops_and_server_agree_after_any_history(tell: Tell, seed: int) -> None:
    chance = random.Random(seed)

    async def story(office: Office) -> None:
        laptops = [await office.worker(name) for name in ("li", "zhang", "chen")]
        office.server.page = 2
        for _ in range(OPERATIONS):
            laptop = chance.choice(laptops)
            await (sync_badly if chance.random() < 0.35 else act)(chance, laptop)
        for _ in range(3):
            for laptop in laptops:
                await laptop.sync()
        for laptop in laptops:
            await agrees(laptop, office)
            before = await everything(laptop)
            await laptop.database.write(
                lambda connection: connection.exec_driver_sql("DELETE FROM shown_layout") and None
            )
            await laptop.database.write(shown_rebuild.prepare)
            await Filling(laptop.database).finish()
            assert await everything(laptop) == before, "what is shown follows from the facts alone"

    tell(story)
