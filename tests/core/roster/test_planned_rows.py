"""Packed or not, the rows of a preview are those of the file, in its order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.roster.columns import Column
from gridcore.roster.compare import Standing
from gridcore.roster.notes import Note, NoteKind
from gridcore.roster.planned_rows import PlannedRows, RowPlan
from gridcore.roster.rows import Verdict

NOTE = Note(Column.NAME, NoteKind.CHECK, "name_variant", "张", "章", {"row": 2})
ROWS = st.builds(
    RowPlan,
    sheet=st.sampled_from(["人员", "设施"]),
    number=st.integers(1, 200_000),
    verdict=st.sampled_from(Verdict),
    standing=st.none() | st.sampled_from(Standing),
    names=st.lists(st.text(max_size=3), max_size=2).map(tuple),
    address=st.text(max_size=5),
    differing=st.sampled_from([(), ("phone",)]),
    notes=st.sampled_from([(), (NOTE,)]),
)


@given(st.lists(ROWS, max_size=9), st.slices(9))
def test_rows_come_out_as_they_went_in(rows: list[RowPlan], part: slice) -> None:
    packed = PlannedRows(rows)
    assert list(packed) == rows
    assert [packed[at] for at in range(len(packed))] == rows
    assert list(packed[part]) == rows[part]
    assert list(packed.told) == [each for each in rows if not each.is_plain]


def test_any_part_of_many_rows_is_at_hand() -> None:
    rows = [
        RowPlan(
            "人员", at, Verdict.TAKEN, Standing.NEW, ("张三",), f"{at}", (), (NOTE,) if at % 7 == 0 else ()
        )
        for at in range(1_003)
    ]
    packed = PlannedRows(rows)
    assert list(packed[480:760]) == rows[480:760]
    assert packed[-1] == rows[-1]
    assert list(reversed(packed)) == rows[::-1]
    with pytest.raises(IndexError):
        packed[1_003]
