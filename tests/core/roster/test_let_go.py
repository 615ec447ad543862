"""What is long is emptied whatever its length."""

import pytest

from gridcore.ids import RecordId, ScopeId
from gridcore.roster.known import Known, KnownRecord
from gridcore.roster.letting_go import let_go
from gridcore.roster.workbook import Sheet, Workbook


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1_700])
def test_every_list_and_table_is_empty_afterwards(count: int) -> None:
    one, other = list(range(count)), {each: object() for each in range(count)}
    let_go(one, other)
    assert one == []
    assert other == {}


def test_records_are_known_once_and_in_the_order_of_their_ids_until_they_are_let_go() -> None:
    ids = ["b", "ab", "a", "", "abc", "aa", "ba", "b0"]
    known = Known(
        KnownRecord(RecordId(each), "resident", ScopeId("grid/1"), {"name": "王", "household": "h"})
        for each in [*ids, "ab"]
    )
    assert [each.id for each in known] == sorted(ids)
    assert [each.id for each in known.residents(RecordId("h"))] == sorted(ids)
    known.let_go()
    assert list(known) == []
    assert known.residents(RecordId("h")) == ()


def test_a_workbook_forgets_the_rows_that_were_read() -> None:
    rows = [("姓名",), ("王伟",)]
    workbook = Workbook((Sheet("one", rows), Sheet("two", (("姓名",),))))
    workbook.let_go()
    assert rows == []
