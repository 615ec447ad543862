"""The sheet of a tour: what is needed at the doors, and nothing that tells why."""

import datetime

from gridcore.papers.filled_paper import Line, Table
from gridcore.papers.tour import Door, tour_sheet

DAY = datetime.date(2026, 11, 23)


def rows(*doors: Door) -> tuple[tuple[str, ...], ...]:
    (table,) = (each for each in tour_sheet(DAY, "赵颖", doors).parts if isinstance(each, Table))
    assert sum(table.widths) == 100
    return table.rows


def test_a_door_is_numbered_and_says_what_helps_in_words() -> None:
    told = rows(Door("张暖阳", "3号楼502", ("errands", "wheelchair")), Door("刘淑华", "3号楼102", ()))
    assert [each[:4] for each in told] == [
        ("1", "张暖阳", "3号楼502", "代买代办、轮椅"),
        ("2", "刘淑华", "3号楼102", ""),
    ]


def test_who_is_only_on_the_way_is_marked() -> None:
    assert rows(Door("张暖阳", "3号楼502", ("chat",), is_soon=True))[0][3] == "（顺路）聊天陪伴"


def test_a_promise_is_marked_and_what_it_was_stays_on_the_screen() -> None:
    assert rows(Door("张暖阳", "3号楼502", ("chat",), is_promised=True))[0][3] == "（有约定）聊天陪伴"


def test_the_head_says_day_worker_and_how_many() -> None:
    head = next(
        each for each in tour_sheet(DAY, "赵颖", [Door("张", "楼", ())]).parts if isinstance(each, Line)
    )
    assert head.text == "2026年11月23日　星期一　赵颖　共1人"
