"""What the search finds records by: keys for names, addresses and phones, and the words of long texts.

`find=` in the declarations decides what goes in; what is not declared is not found.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec
from sqlalchemy import Connection

from gridclient.db.settings import SEARCH_KEYS, get_setting, set_setting
from gridclient.db.shown_tables import LAYOUTS, OWN_COLUMNS, Column, Layout
from gridcore.fields import Find
from gridcore.ids import RecordId
from gridcore.pinyin import initials_keys, pinyin_keys

_NO_DIGIT = re.compile(r"\D")
_ID, _REMOVED = OWN_COLUMNS.index("id"), OWN_COLUMNS.index("removed")
_encoder = msgspec.json.Encoder()

LAYOUT = "search"
DECLARATION = "2"
"""To be raised when keys are made in another way: then every searchable record is indexed anew."""

_STATEMENTS = (
    "CREATE TABLE search_key (why TEXT NOT NULL, key TEXT NOT NULL, record TEXT NOT NULL, kind TEXT NOT NULL,"
    " PRIMARY KEY (why, key, record)) WITHOUT ROWID",
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
    SOUND = "sound"
    """By a name that is written in other characters and sounds the same; asked of the pinyin."""
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


Texts = tuple[str | None, ...]
"""The texts of a record that are found, as their columns hold them; none of a removed record."""


@dataclass(frozen=True)
class Searched:
    """The fields of a kind that are found: where they stand in a shown row, and what is made of each."""

    columns: str
    places: tuple[int, ...]
    keys: tuple[tuple[int, tuple[tuple[str, Keys], ...]], ...]
    """Of the fields found by keys: the place among the texts, and which keys."""
    word_places: tuple[int, ...]

    @property
    def has_words(self) -> bool:
        """Whether words of long texts are found."""
        return bool(self.word_places)

    def texts(self, row: tuple[Column, ...]) -> Texts:
        """What is found of a shown row."""
        if row[_REMOVED]:
            return (None,) * len(self.places)
        return tuple([_as_read(row[place]) for place in self.places])

    def words(self, texts: Texts) -> str:
        """The long texts in one."""
        return "\n".join([text for place in self.word_places if (text := texts[place])])


def _as_read(column: Column) -> str | None:
    """What a text column gives back; a later version may have put a number there."""
    return column if column is None or isinstance(column, str) else str(int(column))


def _searched(layout: Layout) -> Searched:
    fields = [each for each in layout.declared.fields.values() if each.find]
    keys = [
        tuple(each for find, made in _KEYS.items() if find in field.find for each in made) for field in fields
    ]
    return Searched(
        columns=", ".join(f'"{each.name}"' for each in fields),
        places=tuple(layout.columns.index(each.name) for each in fields),
        keys=tuple((place, made) for place, made in enumerate(keys) if made),
        word_places=tuple(place for place, each in enumerate(fields) if Find.WORDS in each.find),
    )


SEARCHABLE: Mapping[str, Searched] = {
    kind: _searched(layout)
    for kind, layout in LAYOUTS.items()
    if any(each.find for each in layout.declared.fields.values())
}
"""What is found, by kind."""


def make_search(connection: Connection) -> None:
    """Make the search tables anew and empty."""
    for table in _TABLES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
    _tell(connection)


def reindex(
    connection: Connection, kind: str, rows: Sequence[tuple[Column, ...]], gone: Collection[RecordId] = ()
) -> None:
    """Bring the search in step with rows of a kind that are about to be shown, and with what is `gone`.

    To be called before the rows are written: what is shown until then says what is indexed.
    """
    searched = SEARCHABLE[kind]
    former = _former(connection, kind, [*(str(row[_ID]) for row in rows), *gone])
    if not former:
        index(connection, kind, rows)
        return
    nothing = (None,) * len(searched.places)
    now = {str(row[_ID]): searched.texts(row) for row in rows} | dict.fromkeys(gone, nothing)
    changed = [(record, former.get(record, nothing), texts) for record, texts in now.items()]
    changed = [(record, before, texts) for record, before, texts in changed if texts != before]
    _drop_keys(connection, [(record, before) for record, before, _ in changed], searched)
    _add_keys(connection, kind, [(record, texts) for record, _, texts in changed])
    words = [(record, searched.words(before), searched.words(texts)) for record, before, texts in changed]
    words = [(record, before, after) for record, before, after in words if before != after]
    _drop_words(connection, [(record, before) for record, before, _ in words])
    _add_words(connection, kind, [(record, after) for record, _, after in words])


def index(connection: Connection, kind: str, rows: Iterable[tuple[Column, ...]]) -> None:
    """Add rows of a kind of which nothing was shown so far."""
    searched = SEARCHABLE[kind]
    found = [(str(row[_ID]), searched.texts(row)) for row in rows]
    _add_keys(connection, kind, found)
    if searched.has_words:
        _add_words(connection, kind, [(record, searched.words(texts)) for record, texts in found])


def unindex(connection: Connection, kind: str, records: Collection[RecordId]) -> None:
    """Take records of a kind out of the search, while their rows are still shown."""
    reindex(connection, kind, (), records)


def _former(connection: Connection, kind: str, records: Sequence[str]) -> dict[str, Texts]:
    """What the search was made from, of those of the records that it knows."""
    rows = connection.exec_driver_sql(
        f"SELECT id, {SEARCHABLE[kind].columns} FROM {LAYOUTS[kind].table}"
        " WHERE removed = 0 AND id IN (SELECT value FROM json_each(?))",
        (_listed(records),),
    )
    return {record: tuple(texts) for record, *texts in rows.all()}


def _keys_of(searched: Searched, found: Iterable[tuple[str, Texts]]) -> list[tuple[str, str, str]]:
    """What stands in the index for these texts, in its order."""
    return sorted(
        (why, key, record)
        for record, texts in found
        for place, all_made in searched.keys
        if (text := texts[place])
        for why, made in all_made
        for key in made(text)
    )


def _add_keys(connection: Connection, kind: str, found: Iterable[tuple[str, Texts]]) -> None:
    keys = [(*each, kind) for each in _keys_of(SEARCHABLE[kind], found)]
    if keys:
        connection.exec_driver_sql("INSERT OR IGNORE INTO search_key VALUES (?, ?, ?, ?)", keys)
        _tell(connection)


def _drop_keys(connection: Connection, former: Iterable[tuple[str, Texts]], searched: Searched) -> None:
    """They are made once more from the former texts, so that no second index has to lead to them."""
    keys = _keys_of(searched, former)
    if keys:
        connection.exec_driver_sql("DELETE FROM search_key WHERE why = ? AND key = ? AND record = ?", keys)
        _tell(connection)


def _tell(connection: Connection) -> None:
    set_setting(connection, SEARCH_KEYS, get_setting(connection, SEARCH_KEYS) + 1)


def _add_words(connection: Connection, kind: str, found: Iterable[tuple[str, str]]) -> None:
    texts = [(record, words) for record, words in found if words]
    if not texts:
        return
    first = connection.exec_driver_sql("SELECT coalesce(max(id), 0) + 1 FROM search_text").scalar_one()
    connection.exec_driver_sql(
        "INSERT INTO search_text VALUES (?, ?, ?)",
        [(first + place, record, kind) for place, (record, _) in enumerate(texts)],
    )
    connection.exec_driver_sql(
        "INSERT INTO search_words (rowid, words) VALUES (?, ?)",
        [(first + place, spaced(words)) for place, (_, words) in enumerate(texts)],
    )


def _drop_words(connection: Connection, former: Iterable[tuple[str, str]]) -> None:
    """The index keeps no text: it has to be told what it forgets, and then keeps no trace of it."""
    known = {record: words for record, words in former if words}
    if not known:
        return
    listed = (_listed(known),)
    rows = connection.exec_driver_sql(
        "SELECT id, record FROM search_text WHERE record IN (SELECT value FROM json_each(?))", listed
    )
    connection.exec_driver_sql(
        "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', ?, ?)",
        [(number, spaced(known[record])) for number, record in rows.all()],
    )
    connection.exec_driver_sql(
        "DELETE FROM search_text WHERE record IN (SELECT value FROM json_each(?))", listed
    )


def _listed(records: Iterable[str]) -> str:
    return _encoder.encode(list(records)).decode()


def spaced(text: str) -> str:
    """Text with a space between any two characters: one token a character."""
    return " ".join(text.lower())
