"""Search as one types: name, pinyin, initials, sound, the end of a phone number, address, words of notes."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.buildings import IS_KEPT
from gridclient.db.search_parts import containing, numbered
from gridclient.db.search_rows import SEARCHABLE, Why, spaced
from gridclient.db.shown_tables import LAYOUTS
from gridcore.fields import CASE
from gridcore.ids import RecordId
from gridcore.pinyin import pinyin_keys, typed_key
from gridcore.records import RECORD_TYPES

LIMIT = 50
OF_CASES = frozenset(kind for kind in SEARCHABLE if RECORD_TYPES[kind].scope is CASE)
"""What is found of mediation cases: by Ctrl+K alone, never by a list of a grid."""
_LAST = "\U0010ffff"
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzüǖǘǚǜ' ’·-")
_TAIL_DIGITS = 4
_LONGEST_NAME = 20


@dataclass(frozen=True)
class Hit:
    """A found record, the household it belongs to, and by what it was found."""

    record: RecordId
    kind: str
    household: RecordId | None
    why: Why


def search(connection: Connection, text: str, limit: int = LIMIT, *, with_cases: bool = False) -> list[Hit]:
    """Records that fit what was typed so far, the likeliest first; of mediation cases only if asked for."""
    typed = " ".join(unicodedata.normalize("NFKC", text).split()).lower()
    if not typed:
        return []
    found: dict[str, tuple[str, Why]] = {}
    for record, kind, why in _candidates(connection, typed, limit):
        if kind in OF_CASES and not with_cases:
            continue
        found.setdefault(record, (kind, why))
        if len(found) >= limit:
            break
    found = _homes(connection, _people(connection, found))
    households = _households(connection, found)
    return [Hit(RecordId(record), kind, households.get(record), why) for record, (kind, why) in found.items()]


def _people(connection: Connection, found: dict[str, tuple[str, Why]]) -> dict[str, tuple[str, Why]]:
    """Whoever has a further phone number, in place of the number."""
    numbers = [record for record, (kind, _) in found.items() if kind == "phone_number"]
    if not numbers:
        return found
    marks = ", ".join("?" * len(numbers))
    rows = connection.exec_driver_sql(
        f"SELECT id, resident FROM shown_phone_number WHERE id IN ({marks})", tuple(numbers)
    )
    owners = {number: resident for number, resident in rows.all() if resident is not None}
    meant: dict[str, tuple[str, Why]] = {}
    for record, (kind, why) in found.items():
        if kind != "phone_number":
            meant.setdefault(record, (kind, why))
        elif record in owners:
            meant.setdefault(owners[record], ("resident", why))
    return meant


def _homes(connection: Connection, found: dict[str, tuple[str, Why]]) -> dict[str, tuple[str, Why]]:
    """Whoever lives behind a door, in place of the door."""
    rooms = [record for record, (kind, _) in found.items() if kind == "room"]
    if not rooms:
        return found
    marks = ", ".join("?" * len(rooms))
    rows = connection.exec_driver_sql(
        f"SELECT h.room, h.id FROM shown_household h WHERE h.room IN ({marks}) AND {IS_KEPT} ORDER BY h.id",
        tuple(rooms),
    )
    living: dict[str, list[str]] = {}
    for room, home in rows.all():
        living.setdefault(room, []).append(home)
    meant: dict[str, tuple[str, Why]] = {}
    for record, (kind, why) in found.items():
        for home in living.get(record, ()):
            meant.setdefault(home, ("household", why))
        if record not in living:
            meant.setdefault(record, (kind, why))
    return meant


def _candidates(connection: Connection, typed: str, limit: int) -> Iterator[tuple[str, str, Why]]:
    compact = typed.replace(" ", "")
    yield from _beginning(connection, Why.NAME, compact, limit)
    if _LATIN.issuperset(typed):
        key = typed_key(typed)
        yield from _beginning(connection, Why.PINYIN, key, limit)
        yield from _beginning(connection, Why.INITIALS, key, limit)
    if compact.isdecimal():
        yield from _beginning(connection, Why.TAIL, compact[-_TAIL_DIGITS:], limit)
    yield from _numbered(connection, typed, limit)
    yield from _containing(connection, Why.ADDRESS, typed, limit)
    yield from _containing(connection, Why.NAME, compact, limit)
    if len(compact) > 1:
        yield from _sounding(connection, compact, limit)
    yield from _words(connection, compact, limit)
    if len(compact) == 1:  # half of all surnames sound like another one: only then somebody is missing
        yield from _sounding(connection, compact, limit)


def _beginning(connection: Connection, why: Why, key: str, limit: int) -> Iterator[tuple[str, str, Why]]:
    """Keys that begin so: a range of the index."""
    if not key:
        return
    rows = connection.exec_driver_sql(
        "SELECT record, kind FROM search_key WHERE why = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?",
        (why.value, key, key + _LAST, limit),
    )
    yield from ((record, kind, why) for record, kind in rows.all())


def _containing(connection: Connection, why: Why, part: str, limit: int) -> Iterator[tuple[str, str, Why]]:
    yield from ((record, kind, why) for record, kind in containing(connection, why, part, limit))


def _numbered(connection: Connection, typed: str, limit: int) -> Iterator[tuple[str, str, Why]]:
    yield from ((record, kind, Why.ADDRESS) for record, kind in numbered(connection, typed, limit))


def _sounding(connection: Connection, name: str, limit: int) -> Iterator[tuple[str, str, Why]]:
    """Names that sound like what was typed in characters."""
    if len(name) > _LONGEST_NAME or not all("\u3400" <= each <= "\u9fff" for each in name):
        return
    for key in pinyin_keys(name):
        for record, kind, _ in _beginning(connection, Why.PINYIN, key, limit):
            yield record, kind, Why.SOUND


def _words(connection: Connection, part: str, limit: int) -> Iterator[tuple[str, str, Why]]:
    """Long texts that contain these characters side by side: one quoted phrase, whatever was typed."""
    if not any(each.isalnum() for each in part):
        return
    phrase = '"' + spaced(part).replace('"', '""') + '"'
    rows = connection.exec_driver_sql(
        "SELECT t.record, t.kind FROM search_words w JOIN search_text t ON t.id = w.rowid"
        " WHERE search_words MATCH ? ORDER BY w.rowid DESC LIMIT ?",
        (phrase, limit),
    )
    yield from ((record, kind, Why.WORDS) for record, kind in rows.all())


def _households(connection: Connection, found: dict[str, tuple[str, Why]]) -> dict[str, RecordId | None]:
    by_kind: dict[str, list[str]] = {}
    for record, (kind, _) in found.items():
        by_kind.setdefault(kind, []).append(record)
    households: dict[str, RecordId | None] = {}
    for kind, records in by_kind.items():
        layout = LAYOUTS[kind]
        links = [each.name for each in layout.declared.fields.values() if each.link == "household"]
        if kind == "household":
            households |= {each: RecordId(each) for each in records}
        elif links:
            marks = ", ".join("?" * len(records))
            rows = connection.exec_driver_sql(
                f'SELECT id, "{links[0]}" FROM {layout.table} WHERE id IN ({marks})', tuple(records)
            )
            households |= {record: home and RecordId(home) for record, home in rows.all()}
    return households
