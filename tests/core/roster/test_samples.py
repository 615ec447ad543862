"""A sample tells what a column holds and gives nobody away."""

import pytest

from gridcore.roster.columns import Column
from gridcore.roster.samples import sample_text


@pytest.mark.parametrize(
    ("column", "text", "shown"),
    [
        (Column.NAME, "张桂英", "张桂英"),
        (Column.PHONE, "13800138000", "138****8000"),
        (Column.IDENTITY_NUMBER, "999901195603041246", "9999**********1246"),
        (Column.BIRTH_DATE, "1956-03-04", "1956-**-**"),
        (Column.ROOM, "501", "5**"),
        (Column.REMARK, "家里有人", "家***"),
        (None, "13800138000", "1**********"),
        (None, "男", "男"),
        (None, "长" * 40, "长" + "*" * 17),
    ],
)
def test_a_sample_is_masked_by_what_its_column_is_taken_for(
    column: Column | None, text: str, shown: str
) -> None:
    assert sample_text(column, text) == shown


def test_every_column_is_masked_or_plain_on_purpose() -> None:
    masked = {column for column in Column if sample_text(column, "13800138000") != "13800138000"}
    assert masked >= {Column.PHONE, Column.FURTHER_PHONE, Column.IDENTITY_NUMBER, Column.REMARK, Column.ROOM}
    assert Column.NAME not in masked
