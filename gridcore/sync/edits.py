"""Edits: what a person did, with the version that the person saw.

An edit is one change of one record's cells, one step, one removal or one decision. The edits of one form
save share a group. An edit never changes once it is numbered; its hash and the chain of hashes prove that.
"""

import hashlib

import msgspec

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ScopeId


class Create(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="create"):
    """A new record, in a scope of its own or in the scope of its parent; cells met before count as base 0."""

    n: int
    grp: GroupId
    id: RecordId
    kind: str
    cells: dict[str, Value]
    scope: ScopeId | None = None
    parent: RecordId | None = None
    at: str = ""


class Set(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="set"):
    """One cell gets a value."""

    n: int
    grp: GroupId
    id: RecordId
    cell: str
    value: Value
    base: int
    at: str = ""


class Text(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="text"):
    """A long text gets a new wording; wordings of the same base merge clause by clause."""

    n: int
    grp: GroupId
    id: RecordId
    cell: str
    value: str
    base: int
    at: str = ""


class Add(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="add"):
    """An element joins a set."""

    n: int
    grp: GroupId
    id: RecordId
    cell: str
    element: str
    base: int
    at: str = ""


class Drop(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="drop"):
    """An element leaves a set."""

    n: int
    grp: GroupId
    id: RecordId
    cell: str
    element: str
    base: int
    at: str = ""


class Step(
    msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="step", rename={"source": "from"}
):
    """A state machine moves; `saw` are the versions of the cells that an approval covers."""

    n: int
    grp: GroupId
    id: RecordId
    cell: str
    source: str
    to: str
    base: int
    reason: str = ""
    saw: dict[str, int] = {}
    at: str = ""


class Remove(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="remove"):
    """The record is taken away; `base` is the record's number as seen."""

    n: int
    grp: GroupId
    id: RecordId
    base: int
    at: str = ""


class Restore(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="restore"):
    """A removed record comes back."""

    n: int
    grp: GroupId
    id: RecordId
    at: str = ""


class Move(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="move"):
    """The record, and what hangs on it, goes to another scope of the same community."""

    n: int
    grp: GroupId
    id: RecordId
    scope: ScopeId
    at: str = ""


class Resolve(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="resolve"):
    """A person decides a conflict (`id` is the conflict's).

    `choice` names the side's replica, or is empty for a third value; `saw` is the number that the
    conflict's record had on the screen.
    """

    n: int
    grp: GroupId
    id: RecordId
    saw: int
    value: Value
    choice: str = ""
    at: str = ""


class Merge(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="merge"):
    """Two records are one: what hangs on `id` goes to the winner, and whoever edits `id` edits the winner."""

    n: int
    grp: GroupId
    id: RecordId
    winner: RecordId
    at: str = ""


class Erase(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="do", tag="erase"):
    """All that is known of a record, and of what hangs on it, goes for ever, once a second person agrees."""

    n: int
    grp: GroupId
    id: RecordId
    reason: str = ""
    at: str = ""


Edit = Create | Set | Text | Add | Drop | Step | Remove | Restore | Move | Resolve | Merge | Erase
CellEdit = Set | Text | Add | Drop | Step

GENESIS = "0" * 64
"""The chain of a replica that has sent nothing."""

_encoder = msgspec.json.Encoder(order="sorted")
_decoder: msgspec.json.Decoder[Edit] = msgspec.json.Decoder(Edit)


def encode_edit(edit: Edit) -> bytes:
    """The edit's canonical JSON: sorted keys, UTF-8."""
    return _encoder.encode(edit)


def decode_edit(body: bytes) -> Edit:
    """The edit of a canonical or any other JSON. Raises msgspec.ValidationError or DecodeError."""
    return _decoder.decode(body)


def edit_hash(edit: Edit) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits."""
    return hashlib.sha256(encode_edit(edit)).hexdigest()


def next_chain(chain: str, hashed: str) -> str:
    """The hash chain after one more edit: SHA-256(chain ‖ hash), both as hexadecimal text."""
    return hashlib.sha256((chain + hashed).encode("ascii")).hexdigest()


def verb_of(edit: Edit) -> str:
    """What an edit does, in the word that stands in its JSON as `do`."""
    return type(edit).__name__.lower()


def cells_touched(edit: Edit) -> tuple[str, ...]:
    """The names of the cells of `edit.id` that an edit writes; none for what concerns the whole record."""
    match edit:
        case Create(cells=cells):
            return tuple(sorted(cells))
        case Set(cell=cell) | Text(cell=cell) | Add(cell=cell) | Drop(cell=cell) | Step(cell=cell):
            return (cell,)
        case _:
            return ()
