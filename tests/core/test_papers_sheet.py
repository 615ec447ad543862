"""The sums of a long list: pages add up to the whole, however it is cut."""

import re

from hypothesis import given
from hypothesis import strategies as st

from gridcore.papers.sheet import Sheet


def sheet(met: list[int]) -> Sheet:
    return Sheet("走访台账", (), ("日期",), (100,), tuple(("一",) for _ in met), {"见到": met})


def test_a_page_tells_its_own_sums_and_those_so_far() -> None:
    made = sheet([1, 0, 1, 1])
    assert made.foot(0, 2) == "本页小计：2行，见到1　　累计：2行，见到1"
    assert made.foot(2, 4) == "本页小计：2行，见到2　　合计：4行，见到3"


@given(st.lists(st.integers(0, 1), min_size=1, max_size=40), st.integers(1, 7))
def test_pages_add_up_to_the_whole(met: list[int], size: int) -> None:
    made = sheet(met)
    cuts = [(at, min(at + size, len(met))) for at in range(0, len(met), size)]
    rows, seen = 0, 0
    for first, end in cuts:
        told = [int(each) for each in re.findall(r"\d+", made.foot(first, end))]
        rows, seen = rows + told[0], seen + told[1]
        assert told[2:] == [rows, seen]
    assert (rows, seen) == (len(met), sum(met))
    assert "合计" in made.foot(*cuts[-1])
