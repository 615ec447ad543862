"""Who seems to be one person: the same document number, or the same name and day of birth.

What is compared are keyed hashes in the table `blind`, so that a number in a sealed record is found without
being readable. That two people of one name and day live at one address is checked on the records themselves.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, RecordId
from gridcore.sync.stored import RecordState, Stored
from gridcore.sync.twins import BUILDING, Trait, trait_of
from gridserver.db import bulk, statement
from gridserver.db.blind import BlindIndex

_COLUMNS = ("community_id", "kind", "field", "mac", "record")

_FIND = """
SELECT b.mac, b.record FROM blind b JOIN record r ON r.community_id = b.community_id AND r.id = b.record
 WHERE b.community_id = %s AND b.kind = %s AND b.field = %s AND b.mac = ANY(%s) AND r.state = 'present'
"""
_BUILDINGS = """
SELECT id, cells->>'estate', cells->>'name' FROM record
 WHERE community_id = %s AND parent IS NULL AND kind = %s AND state = 'present' AND cells->>'estate' <> ''
"""


class Hashes:
    """The hashes of the traits that one request speaks of, each made once."""

    def __init__(self, blind: BlindIndex, community: CommunityId) -> None:
        self._blind = blind
        self._community = community
        self._made: dict[Trait, list[bytes]] = {}

    def of(self, trait: Trait) -> list[bytes]:
        """The hashes to look for; the first is the one to store."""
        if trait not in self._made:
            self._made[trait] = self._blind.macs(self._community, *trait)
        return self._made[trait]


def find(
    connection: Connection, hashes: Hashes, community: CommunityId, traits: Iterable[Trait]
) -> dict[Trait, frozenset[RecordId]]:
    """The present records that share each trait."""
    found: dict[Trait, set[RecordId]] = {each: set() for each in traits}
    macs: dict[tuple[str, str], dict[bytes, Trait]] = {}
    if any(each.kind == BUILDING for each in found):
        _find_buildings(connection, community, found)
    for each in found:
        if each.kind == BUILDING:
            continue
        alike = macs.setdefault((each.kind, each.field), {})
        alike.update(dict.fromkeys(hashes.of(each), each))
    for (kind, field), alike in macs.items():
        wanted = statement.texts(f"\\x{mac.hex()}" for mac in alike)
        for mac, record in statement.rows(connection, _FIND, (community, kind, field, wanted)):
            found[alike[bytes(mac)]].add(record)
    return {each: frozenset(records) for each, records in found.items()}


def _find_buildings(
    connection: Connection, community: CommunityId, found: Mapping[Trait, set[RecordId]]
) -> None:
    """Buildings are few and no secret: they are compared as they stand, without hashes."""
    for record, estate, name in statement.rows(connection, _BUILDINGS, (community, BUILDING)):
        trait = trait_of(BUILDING, {"estate": estate, "name": name})
        if trait is not None and trait in found:
            found[trait].add(RecordId(record))


def write(
    connection: Connection,
    hashes: Hashes,
    community: CommunityId,
    changed: Sequence[tuple[Stored | None, Stored]],
) -> None:
    """Bring the hashes of written records up to date; each pair is a record before and after."""
    gone: list[RecordId] = []
    rows: list[tuple[object, ...]] = []
    for before, after in changed:
        old, new = _trait(before), _trait(after)
        if old == new:
            continue
        if old is not None:
            gone.append(after.id)
        if new is not None:
            rows.append((community, new.kind, new.field, hashes.of(new)[0], after.id))
    if gone:
        statement.run(
            connection,
            "DELETE FROM blind WHERE community_id = %s AND record = ANY(%s)",
            (community, statement.texts(gone)),
        )
    bulk.insert(connection, "blind", _COLUMNS, rows)


def _trait(stored: Stored | None) -> Trait | None:
    """Of a removed record too: it may come back."""
    if stored is None or stored.state is RecordState.ERASED or stored.kind == BUILDING:
        return None
    return trait_of(stored.kind, stored.cells)
