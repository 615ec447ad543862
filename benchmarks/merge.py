"""Two devices edit 500 records each offline and meet: what is visible, kept, only in history, or lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from benchmarks.day import change, some
from benchmarks.figures import Figure, Watch
from benchmarks.laptops import Laptop
from benchmarks.workload import Workload
from gridclient.db.confirmed import confirmed_of
from gridclient.db.history import history_of
from gridcore.fields import Value
from gridcore.ids import RecordId


@dataclass(frozen=True)
class Sent:
    """A value that somebody saved."""

    record: RecordId
    cell: str
    value: str


@dataclass
class Fate:
    """What became of the values that were saved; conflicts where only different fields were edited."""

    visible: int = 0
    kept: int = 0
    in_history: int = 0
    lost: int = 0
    needless: int = 0


async def merge(one: Laptop, other: Laptop, workload: Workload) -> list[Figure]:
    """Edit, sync each until both have everything, and look for every value on both."""
    sent, of_one_field = await _edit(one, other, workload)
    watch = Watch()
    for laptop in (one, other, one, other):
        await laptop.sync()
    spent = watch.spent()
    fate = Fate()
    found = [await each.session.database.read(lambda c: _found(c, sent)) for each in (one, other)]
    for value in sent:
        where = {each[value] for each in found}
        if where == {"visible"}:
            fate.visible += 1
        elif where == {"kept"}:
            fate.kept += 1
        elif "lost" in where:
            fate.lost += 1
        else:
            fate.in_history += 1
    fate.needless = sum(
        [await each.session.database.read(lambda c: _needless(c, of_one_field)) for each in (one, other)]
    )
    print(
        f"merge of {len(sent)} values: {fate.visible} visible, {fate.kept} kept, "
        f"{fate.in_history} only in history, {fate.lost} lost"
    )
    alike = workload.alike
    return [
        Figure("merge, visible", fate.visible, "values", len(sent) - alike),
        Figure("merge, kept for a decision", fate.kept, "values", alike),
        Figure("merge, only in history", fate.in_history, "values", 0),
        Figure("merge, lost", fate.lost, "values", 0),
        Figure("merge, conflicts where fields differ", fate.needless, "conflicts", 0),
        Figure("merge, four rounds, wall", spent.wall_s, "s"),
    ]


async def _edit(one: Laptop, other: Laptop, workload: Workload) -> tuple[list[Sent], set[RecordId]]:
    """The values saved on both, and the records of which both edited the same field."""
    alike, different = workload.alike, 2 * workload.alike
    own = workload.edits - alike - different
    people = await one.session.database.read(some("resident", alike + different + 2 * own))
    same, fields, rest = people[:alike], people[alike : alike + different], people[alike + different :]
    sent: list[Sent] = []
    for laptop, mark, cell, alone in (
        (one, "1", "phone", rest[:own]),
        (other, "2", "identity_tail", rest[own:]),
    ):
        for count, person in enumerate([*same, *alone]):
            sent.append(Sent(person, "phone", f"13{mark}7700{count:04}"))
        for count, person in enumerate(fields):
            sent.append(Sent(person, cell, f"{count:04}" if mark == "2" else f"13{mark}8800{count:04}"))
        for each in sent[-workload.edits :]:
            await change(laptop, "resident", each.record, {each.cell: each.value})
    return sent, set(same)


def _found(connection: Connection, sent: list[Sent]) -> dict[Sent, str]:
    """Where a laptop has each value: in its cell, in an open conflict, in history, or nowhere."""
    cells = confirmed_of(connection, [each.record for each in sent])
    sides = dict(_open_sides(connection))
    found = {}
    for each in sent:
        confirmed = cells.get(each.record)
        if confirmed is not None and confirmed.cells.get(each.cell) == each.value:
            found[each] = "visible"
        elif each.value in sides.get((each.record, each.cell), ()):
            found[each] = "kept"
        else:
            former = {(was.cell, was.value) for was in history_of(connection, each.record)}
            found[each] = "history" if (each.cell, each.value) in former else "lost"
    return found


def _open_sides(connection: Connection) -> Iterator[tuple[tuple[RecordId, str], list[Value]]]:
    rows = connection.exec_driver_sql(
        "SELECT subject, cell, sides FROM shown_conflict WHERE removed = 0"
        " AND coalesce(progress, 'open') = 'open'"
    )
    for subject, cell, sides in rows.all():
        named: Mapping[str, Mapping[str, Value]] = msgspec.json.decode(sides)
        yield (RecordId(subject), cell), [side.get("value") for side in named.values()]


def _needless(connection: Connection, of_one_field: set[RecordId]) -> int:
    rows = connection.exec_driver_sql("SELECT subject FROM shown_conflict WHERE removed = 0").all()
    return sum(subject not in of_one_field for (subject,) in rows)
