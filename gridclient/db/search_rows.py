"""What the search finds records by: keys for names, addresses and phones, and the words of long texts.

`find=` in the declarations decides what goes in; what is not declared is not found.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from sqlalchemy import Connection

from gridcore.fields import Field, Find, Values
from gridcore.ids import RecordId
from gridcore.pinyin import initials_keys, pinyin_keys
from gridcore.records import RECORD_TYPES

_NO_DIGIT = re.compile(r"\D")

LAYOUT = "search"
DECLARATION = "1"
"""To be raised when keys are made in another way: then every searchable record is indexed anew."""

_STATEMENTS = (
    "CREATE TABLE search_key (why TEXT NOT NULL, key TEXT NOT NULL, record TEXT NOT NULL, kind TEXT NOT NULL,"
    " PRIMARY KEY (why, key, record)) WITHOUT ROWID",
    "CREATE INDEX search_key_by_record ON search_key (record)",
    "CREATE TABLE search_text (id INTEGER PRIMARY KEY, record TEXT NOT NULL UNIQUE, kind TEXT NOT NULL)",
    # The text itself stands in the shown table. With `contentless_delete` forgotten words would stay in it.
    "CREATE VIRTUAL TABLE search_words USING fts5"
    " (words, content='', columnsize=0, tokenize='unicode61 remove_diacritics 0')",
    "INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)",
)
_TABLES = ("search_key", "search_text", "search_words")


class Why(StrEnum):
    """By what a record was found."""

    NAME = "name"
    PINYIN = "pinyin"
    INITIALS = "initials"
    TAIL = "tail"
    ADDRESS = "address"
    WORDS = "words"


Keys = Callable[[str], Iterable[str]]


def _tail(phone: str) -> tuple[str, ...]:
    digits = _NO_DIGIT.sub("", phone)
    return (digits[-4:],) if len(digits) >= 4 else ()


def _itself(value: str) -> tuple[str, ...]:
    return (value.lower(),)


_KEYS: Mapping[Find, tuple[tuple[str, Keys], ...]] = {
    Find.NAME: (
        (Why.NAME.value, _itself),
        (Why.PINYIN.value, pinyin_keys),
        (Why.INITIALS.value, initials_keys),
    ),
    Find.TAIL: ((Why.TAIL.value, _tail),),
    Find.ADDRESS: ((Why.ADDRESS.value, _itself),),
}


@dataclass(frozen=True)
class Found:
    """A field that is found: where it stands, the keys that are made of it, and whether its words are."""

    field: Field
    keys: tuple[tuple[str, Keys], ...]
    has_words: bool

    def text(self, cells: Values) -> str | None:
        """The field's text among the cells of a record."""
        held = cells.get(self.field.cell)
        if self.field.group is not None:
            held = held.get(self.field.name) if isinstance(held, dict) else None
        return held if isinstance(held, str) else None


def _found(field: Field) -> Found:
    keys = tuple(each for find, made in _KEYS.items() if find in field.find for each in made)
    return Found(field, keys, Find.WORDS in field.find)


SEARCHABLE: Mapping[str, tuple[Found, ...]] = {
    kind: tuple(_found(each) for each in declared.fields.values() if each.find)
    for kind, declared in RECORD_TYPES.items()
    if any(each.find for each in declared.fields.values())
}
"""The fields that are found, by kind."""


def make_search(connection: Connection) -> None:
    """Make the search tables anew and empty."""
    for table in _TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)


def index(connection: Connection, kind: str, records: Iterable[tuple[RecordId, Values]]) -> None:
    """Add the rows of records of a kind, given as their cells. Former rows were taken out by `unindex`."""
    keys: list[tuple[str, str, str, str]] = []
    texts: list[tuple[RecordId, str]] = []
    for record, cells in records:
        words = []
        for found in SEARCHABLE[kind]:
            value = found.text(cells)
            if value:
                keys += [(why, key, record, kind) for why, made in found.keys for key in made(value)]
                if found.has_words:
                    words.append(value)
        if words:
            texts.append((record, spaced("\n".join(words))))
    if keys:
        keys.sort()
        connection.exec_driver_sql("INSERT OR IGNORE INTO search_key VALUES (?, ?, ?, ?)", keys)
    if texts:
        first = connection.exec_driver_sql("SELECT coalesce(max(id), 0) + 1 FROM search_text").scalar_one()
        connection.exec_driver_sql(
            "INSERT INTO search_text VALUES (?, ?, ?)",
            [(first + place, record, kind) for place, (record, _) in enumerate(texts)],
        )
        connection.exec_driver_sql(
            "INSERT INTO search_words (rowid, words) VALUES (?, ?)",
            [(first + place, words) for place, (_, words) in enumerate(texts)],
        )


def unindex(connection: Connection, records: Collection[RecordId]) -> None:
    """Take out every row of these records, while their shown rows still hold the words that are indexed."""
    listed = (msgspec.json.encode(list(records)).decode(),)
    connection.exec_driver_sql(
        "DELETE FROM search_key WHERE record IN (SELECT value FROM json_each(?))", listed
    )
    rows = connection.exec_driver_sql(
        "SELECT id, kind FROM search_text WHERE record IN (SELECT value FROM json_each(?))", listed
    )
    by_kind: dict[str, list[int]] = {}
    for number, kind in rows.all():
        by_kind.setdefault(kind, []).append(number)
    for kind, numbers in by_kind.items():
        _unindex_words(connection, kind, msgspec.json.encode(numbers).decode())


def _unindex_words(connection: Connection, kind: str, numbers: str) -> None:
    """The index keeps no text: it has to be told what it forgets, and then keeps no trace of it."""
    names = ", ".join(f't."{each.field.name}"' for each in SEARCHABLE[kind] if each.has_words)
    rows = connection.exec_driver_sql(
        f'SELECT s.id, {names} FROM search_text s JOIN "shown_{kind}" t ON t.id = s.record'
        " WHERE s.id IN (SELECT value FROM json_each(?))",
        (numbers,),
    )
    known = [(number, spaced("\n".join(filter(None, words)))) for number, *words in rows.all()]
    if known:
        connection.exec_driver_sql(
            "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', ?, ?)", known
        )
    connection.exec_driver_sql(
        "DELETE FROM search_text WHERE id IN (SELECT value FROM json_each(?))", (numbers,)
    )


def spaced(text: str) -> str:
    """Text with a space between any two characters: one token a character."""
    return " ".join(text.lower())
