"""The points of a patrol plan: added, called otherwise, put in order, taken out; each is kept at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from gridclient.actions.records import Beside, Records, Saved, Unsaved
from gridclient.db import patrols as kept
from gridclient.db.patrols import KnownPlace
from gridclient.db.threads import Connection, Database
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.patrols import PATROL_POINT
from gridcore.records import RECORD_TYPES
from gridcore.shapes import as_text
from gridcore.validation import tidy_value

__all__ = ["KnownPlace", "PatrolPoints", "PointLine"]

_PLACE = RECORD_TYPES[PATROL_POINT].fields["place"]


@dataclass(frozen=True)
class PointLine:
    """One point, by its number in the order."""

    record: RecordId
    number: int
    place: str
    order: Value


class PatrolPoints:
    """What the form of a plan does with its points."""

    def __init__(self, database: Database, records: Records) -> None:
        self._database, self._records = database, records

    async def lines(self, plan: RecordId) -> Sequence[PointLine]:
        """The points in their order."""

        def read(connection: Connection) -> list[PointLine]:
            found = kept.points_of(connection, plan)
            return [
                PointLine(each.id, number, as_text(each.values["place"]), each.values["walk_order"])
                for number, each in enumerate(found, start=1)
            ]

        return await self._database.read(read)

    async def known_places(self, scope: ScopeId) -> Sequence[KnownPlace]:
        """What a new point may name instead of being typed."""
        return await self._database.read(lambda connection: kept.known_places(connection, scope))

    async def add(self, plan: RecordId, place: str, named: KnownPlace | None = None) -> Saved | Unsaved:
        """One more, after the others."""
        lines = await self.lines(plan)
        orders = [each.order for each in lines if isinstance(each.order, int)]
        form = await self._records.open_form(PATROL_POINT, prefill={"plan": plan})
        assert form is not None
        values: dict[str, Value] = {
            "place": tidy_value(_PLACE, place).value,
            "walk_order": max(orders, default=0) + 1,
        }
        if named is not None:
            values[named.kind] = named.record
        return await self._records.save(form, values)

    async def rename(self, point: RecordId, place: str) -> Saved | Unsaved:
        """Call it otherwise; what was checked before keeps its words."""
        form = await self._records.open_form(PATROL_POINT, point)
        if form is None:
            return Unsaved((), is_gone=True)
        return await self._records.save(form, {"place": tidy_value(_PLACE, place).value})

    async def move(self, plan: RecordId, point: RecordId, steps: int) -> None:
        """So many places down, or up where it is negative; everything in one group of edits."""
        lines = [*await self.lines(plan)]
        at = next((at for at, each in enumerate(lines) if each.record == point), None)
        if at is None:
            return
        lines.insert(min(max(at + steps, 0), len(lines) - 1), lines.pop(at))
        changed = [(each.record, to) for to, each in enumerate(lines, start=1) if each.order != to]
        if not changed:
            return
        (first, order), *rest = changed
        form = await self._records.open_form(PATROL_POINT, first)
        beside = [Beside(PATROL_POINT, record, {"walk_order": to}) for record, to in rest]
        if form is not None:
            await self._records.save(form, {"walk_order": order}, beside=beside)

    async def remove(self, point: RecordId) -> None:
        """Take it out of the plan; what was checked stays in its log."""
        await self._records.remove(point)

    async def restore(self, point: RecordId) -> None:
        """It was taken out by mistake."""
        await self._records.restore(point)
