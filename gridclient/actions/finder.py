"""Finding anything as one types, for the palette that every page has."""

from collections.abc import Sequence
from dataclasses import dataclass

from gridclient.db.buildings import building_of_room
from gridclient.db.search import OF_CASES, Hit, search
from gridclient.db.threads import Connection, Database
from gridclient.db.titles import titles
from gridcore.fields import Label
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES

_MOST = 12
_PLACES = {
    **{"facility": "facilities", "building": "buildings", "quick_note": "notes", "patrol_plan": "patrols"},
    **dict.fromkeys(OF_CASES, "mediation"),
}


@dataclass(frozen=True)
class Found:
    """Something that fits: what names it, what kind it is, and the page and record to open."""

    page: str
    record: RecordId
    words: tuple[str, ...]
    kind: Label


class Finder:
    """Searches the store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, text: str) -> Sequence[Found]:
        """What fits the text, the likeliest first; only what lies on this laptop."""
        return await self._database.read(lambda connection: _find(connection, text))


def _find(connection: Connection, text: str) -> list[Found]:
    hits = search(connection, text, _MOST, with_cases=True)
    named = titles(connection, [(each.kind, each.record) for each in hits])
    return [
        Found(*where, named[each.record].words, RECORD_TYPES[each.kind].label)
        for each in hits
        if (where := _where(connection, each)) is not None and named[each.record].words
    ]


def _where(connection: Connection, hit: Hit) -> tuple[str, RecordId] | None:
    """The page and the record that show a hit; None of what has lost its household."""
    if hit.household is not None:
        return "household", hit.household
    if hit.kind == "room":  # an empty one: its building shows it
        building = building_of_room(connection, hit.record)
        return None if building is None else ("buildings", building)
    return None if hit.kind not in _PLACES else (_PLACES[hit.kind], hit.record)
