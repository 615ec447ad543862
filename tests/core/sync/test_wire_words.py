"""Edits, versions, digests and lines as they travel and as they are hashed."""

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId
from gridcore.sync.edits import (
    GENESIS,
    Edit,
    Resolve,
    cells_touched,
    decode_edit,
    edit_hash,
    encode_edit,
    next_chain,
    verb_of,
)
from gridcore.sync.stored import (
    FRESH,
    Confirmed,
    Element,
    Stamp,
    Stored,
    Written,
    digest,
    digest_term,
    digest_text,
    elements_of,
    seen,
    stamped,
)
from gridcore.wire.messages import (
    Commit,
    GoneLine,
    Head,
    Line,
    Mark,
    RecordLine,
    Request,
    decode_line,
    decode_request,
    encode_line,
    encode_request,
)
from tests.core.sync_desk import (
    GRID,
    HOME,
    VISIT,
    add,
    create,
    drop,
    move,
    put,
    remove,
    resolve,
    restore,
    step,
    write,
)
from tests.fakes.memory_server import COMMUNITY

EDITS: tuple[Edit, ...] = (
    create(HOME, "household", address="甲"),
    put(HOME, "phone", "1", 3),
    write(HOME, "remark", "一。", 3),
    add(HOME, "tags", "contact"),
    drop(HOME, "tags", "contact", 4),
    step(VISIT, "approval", ("draft", "submitted")),
    remove(HOME, 3),
    restore(HOME),
    move(HOME, GRID),
    resolve("c", 3, "乙"),
)
ANN = ReplicaId("ann-1")


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: type(edit).__name__)
def test_an_edit_travels_unchanged(edit: Edit) -> None:
    assert decode_edit(encode_edit(edit)) == edit
    assert edit_hash(decode_edit(encode_edit(edit))) == edit_hash(edit)


def test_the_order_of_members_does_not_change_a_hash() -> None:
    edit = put(HOME, "phone", "1", 3)
    shuffled = msgspec.json.encode(dict(reversed(msgspec.json.decode(encode_edit(edit)).items())))
    assert edit_hash(decode_edit(shuffled)) == edit_hash(edit)


def test_every_edit_has_a_hash_of_its_own() -> None:
    assert len({edit_hash(each) for each in EDITS}) == len(EDITS)


def test_the_chain_tells_every_history_apart() -> None:
    one, two = edit_hash(EDITS[0]), edit_hash(EDITS[1])
    assert next_chain(next_chain(GENESIS, one), two) != next_chain(next_chain(GENESIS, two), one)
    assert next_chain(GENESIS, one) == hashlib.sha256((GENESIS + one).encode()).hexdigest()


@pytest.mark.parametrize(
    ("edit", "cells"),
    [
        (EDITS[0], ("address",)),
        (EDITS[1], ("phone",)),
        (EDITS[5], ("approval",)),
        (EDITS[6], ()),
        (EDITS[9], ()),
    ],
)
def test_which_cells_an_edit_touches(edit: Edit, cells: tuple[str, ...]) -> None:
    assert cells_touched(edit) == cells


# versions


def test_versions_travel_where_they_are_not_the_records() -> None:
    stored = Stored(
        HOME,
        "household",
        GRID,
        {"address": "甲", "phone": "1", "tags": ["contact"]},
        {"address": Stamp(3, ANN, 1, 0), "phone": Stamp(9, ANN, 2, 0), "": Stamp(4, ANN, 3, 0)},
        {
            "tags": {
                "contact": Element(True, 5, ANN, 1, 0),
                "volunteer": Element(False, 6, ANN, 1, 0),
                "mutual_aid": Element(True, 9, ANN, 1, 0),
            },
            "needs": {"chat": Element(True, 9, ANN, 1, 0)},
        },
        9,
    )
    assert seen(stored) == {"address": 3, "tags": {"contact": 5}}
    told = Confirmed(
        HOME, "household", GRID, {**stored.cells, "tags": ["contact", "mutual_aid"]}, seen(stored), 9
    )
    assert (told.version("address"), told.version("phone"), told.version("remark")) == (3, 9, 0)
    assert told.version("tags") == 9
    assert [told.element_version("tags", each) for each in ("contact", "mutual_aid", "volunteer")] == [
        5,
        9,
        0,
    ]
    assert told.element_version("address", "contact") == 0
    assert (stored.version("address"), stored.version("remark")) == (3, 0)


def test_a_drawn_number_reaches_everything_that_is_fresh() -> None:
    side: dict[str, Value] = {"v": FRESH, "value": "甲"}
    stored = Stored(
        RecordId("c"),
        "conflict",
        GRID,
        {"sides": {"ann-1": {**side}, "bob-3": {**side, "v": 4}, "note": "text"}, "before": None},
        {"sides": Stamp(FRESH, ANN, 1, 0), "base": Stamp(2, ANN, 1, 0)},
        {"tags": {"a": Element(True, FRESH, ANN, 1, 0), "b": Element(True, 3, ANN, 1, 0)}},
        FRESH,
    )
    drawn = stamped(stored, 12)
    assert drawn.seq == 12
    assert drawn.cells["sides"] == {"ann-1": {**side, "v": 12}, "bob-3": {**side, "v": 4}, "note": "text"}
    assert (drawn.version("sides"), drawn.version("base")) == (12, 2)
    assert [each.v for each in drawn.sets["tags"].values()] == [12, 3]
    plain = Stored(RecordId("c"), "conflict", GRID, {"sides": None}, {}, {}, FRESH)
    assert stamped(plain, 12).cells == {"sides": None}


@given(st.lists(st.tuples(st.text("abc", min_size=1), st.integers(0, 9)), unique=True), st.randoms())
def test_a_digest_does_not_depend_on_the_order(rows: list[tuple[str, int]], random: object) -> None:
    ids = [(RecordId(record), seq) for record, seq in rows]
    assert digest(ids) == digest(reversed(ids))
    assert len(digest(ids)) == 32
    assert digest_text(sum(digest_term(*each) for each in ids)) == digest(ids)
    if ids:
        assert digest(ids) != digest(ids[1:])


def test_elements_are_texts_in_a_list() -> None:
    assert elements_of(["a", 1, None, "b"]) == {"a", "b"}
    assert elements_of("ab") == elements_of(None) == frozenset()


# lines


def test_a_request_travels_unchanged() -> None:
    edits: list[Edit] = list(EDITS)
    request = Request(1, "s", "0.1", COMMUNITY, ANN, "e", "now", 3, GENESIS, {GRID: 4}, edits)
    assert decode_request(encode_request(request)) == request


@pytest.mark.parametrize(
    "line",
    [
        Mark(h=Head("e", "now", [GRID])),
        Mark(x=ScopeId("grid/x")),
        Mark(c=Commit(GRID, 3, 1, "0" * 32)),
        Mark(restore=4),
        Mark(fork=4),
        RecordLine("household", HOME, 3, msgspec.Raw(b'{"address":"x"}'), msgspec.Raw(b"{}")),
        GoneLine(HOME),
        GoneLine(HOME, False, (Written(7, ReplicaId("li-1"), "2026-11-22T01:30:00Z"),)),
        GoneLine(HOME, False, (Written(7, ReplicaId("li-1"), "2026-11-22T01:30:00Z"),), merged=True),
    ],
)
def test_a_line_travels_unchanged(line: Line) -> None:
    encoded = encode_line(line)
    assert encoded.endswith(b"\n")
    assert encode_line(decode_line(encoded)) == encoded


def test_a_program_of_before_and_one_of_later_read_that_a_record_is_gone() -> None:
    assert decode_line(b'["g","home",false,[[7,"li-1","2026-11-22T01:30:00Z"]]]') == GoneLine(
        HOME, False, (Written(7, ReplicaId("li-1"), "2026-11-22T01:30:00Z"),)
    )
    assert decode_line(b'["g","home",false,[],true,"more"]') == GoneLine(HOME, merged=True)


@pytest.mark.parametrize("garbage", [b"", b"<html>", b"[1]", b'["z"]', b"7"])
def test_what_is_no_line_is_not_taken_for_one(garbage: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_line(garbage)


def test_an_edit_is_called_what_its_json_calls_it() -> None:
    for each in EDITS:
        assert f'"do":"{verb_of(each)}"'.encode() in encode_edit(each)


def test_an_unknown_verb_is_not_taken_for_an_edit() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode_edit(b'{"do":"explode","n":1,"grp":"g","id":"r"}')
    assert decode_edit(encode_edit(Resolve(1, GroupId("g"), HOME, 3, None, "x"))).n == 1
