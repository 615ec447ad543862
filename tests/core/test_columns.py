"""Records column by column: they travel unchanged, and what does not fit together is refused."""

import json
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.json_faults import JSON_FAULTS
from gridcore.sync.stored import Confirmed
from gridcore.wire.columns import MOST_ROWS, ColumnReader, ColumnsError, ColumnWriter

SCOPE = ScopeId("grid/1")
UUIDS = [str(UUID(int=n)) for n in range(12)]

_names = st.sampled_from(["name", "household", "tags", "said", "detail"])
_values: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 1 << 62),
    st.text(max_size=5),
    st.sampled_from(UUIDS),
    st.lists(st.text(max_size=3), max_size=2),
    st.just({}),
)
_records = st.builds(
    Confirmed,
    id=st.sampled_from([*UUIDS, "not-a-uuid", "another"]).map(RecordId),
    kind=st.just("visit"),
    scope=st.just(SCOPE),
    cells=st.dictionaries(_names, _values, max_size=4),
    vers=st.dictionaries(_names, st.one_of(st.integers(1, 9), st.just({"elderly": 3})), max_size=2),
    seq=st.integers(1, 1 << 40),
)


@given(st.lists(st.lists(_records, min_size=1, max_size=8), max_size=4))
def test_records_travel_unchanged_in_their_order(batches: list[list[Confirmed]]) -> None:
    writer, reader = ColumnWriter(), ColumnReader(SCOPE)
    for batch in batches:
        line = writer.line(batch)
        assert line.endswith(b"\n")
        assert reader.records(line) == batch


def test_the_same_records_give_the_same_bytes() -> None:
    batch = [Confirmed(RecordId(each), "visit", SCOPE, {"household": UUIDS[0]}, {}, 3) for each in UUIDS]
    assert ColumnWriter().line(batch) == ColumnWriter().line(batch)


def test_an_id_is_sent_once_in_a_frame_and_named_by_its_number_in_links() -> None:
    home = Confirmed(RecordId(UUIDS[1]), "household", SCOPE, {"head": UUIDS[2]}, {}, 1)
    person = Confirmed(RecordId(UUIDS[2]), "resident", SCOPE, {"household": UUIDS[1]}, {}, 2)
    writer = ColumnWriter()
    first, second = writer.line([home]), writer.line([person])
    assert first.count(UUIDS[1].replace("-", "").encode()) == 1
    assert json.loads(second)[2] == ""
    assert UUIDS[1].encode() not in second


GOOD: list[Any] = ["b", "visit", "0" * 32 + "1" * 32, 0, [5, 2], [], [["a", "b"], ["a"]], [0, 1], ["b"]]
COLUMNS: dict[str, Any] = {"a": ["x", "y"], "b": [1]}


def read(**changed: Any) -> list[Confirmed]:
    """A good line with some of its parts replaced."""
    places = {"new": 2, "ids": 3, "grown": 4, "vers": 5, "shapes": 6, "shape_of": 7, "links": 8}
    line = [*GOOD, COLUMNS]
    for name, part in changed.items():
        line[places.get(name, 9)] = part
    return ColumnReader(SCOPE).records(json.dumps(line).encode())


def test_the_line_that_the_hostile_ones_are_made_from_is_good() -> None:
    first, second = read()
    assert (first.seq, first.cells) == (5, {"a": "x", "b": "11111111-1111-1111-1111-111111111111"})
    assert (second.seq, second.cells) == (7, {"a": "y"})
    assert [each.id for each in read(ids=[1, 0])] == [second.id, first.id]


@pytest.mark.parametrize(
    "changed",
    [
        {"new": "0" * 31},
        {"new": ""},
        {"ids": 1},
        {"ids": -1},
        {"ids": [0]},
        {"ids": [0, -1]},
        {"ids": [0, 1, 0]},
        {"ids": 1 << 70},
        {"grown": [5]},
        {"grown": [-5, 7]},
        {"grown": [5, 1 << 60]},
        {"grown": [1] * (MOST_ROWS + 1), "ids": [0] * (MOST_ROWS + 1), "shape_of": [1] * (MOST_ROWS + 1)},
        {"shapes": [["a", "a"], ["a"]]},
        {"shapes": [["a", "c"], ["a"]]},
        {"shapes": []},
        {"shape_of": [0, 2]},
        {"shape_of": [0, -1]},
        {"shape_of": [0, 0]},
        {"columns": {"a": ["x"], "b": [1]}},
        {"columns": {"a": ["x", "y", "z"], "b": [1]}},
        {"columns": {"a": ["x", "y"], "b": [1], "c": [1]}},
        {"columns": {"a": ["x", "y"], "b": [2]}},
        {"columns": {"a": ["x", "y"], "b": [True]}},
        {"columns": {"a": ["x", "y"], "b": ["0"]}},
    ],
)
def test_parts_that_do_not_fit_together_are_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ColumnsError):
        read(**changed)


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b'["b"]', b'["b","visit",1,0,[],[],[],[],[],{}]', b'["b","\xff"]', b"[" * 9_999, b'["r"]'],
)
def test_garbage_is_refused(line: bytes) -> None:
    with pytest.raises(JSON_FAULTS):
        ColumnReader(SCOPE).records(line)


@given(st.data())
def test_a_line_that_was_damaged_anywhere_is_refused_or_still_makes_sense(data: st.DataObject) -> None:
    line = bytearray(json.dumps([*GOOD, COLUMNS]).encode())
    at = data.draw(st.integers(0, len(line) - 1))
    line[at] = data.draw(st.integers(0, 255))
    try:
        records = ColumnReader(SCOPE).records(bytes(line))
    except (*JSON_FAULTS, ColumnsError):
        return
    assert all(isinstance(msgspec.json.encode(each), bytes) for each in records)
