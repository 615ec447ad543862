"""What was freed does not stay with the program."""

import sys

import psutil
import pytest

from gridclient.actions.freed_memory import give_back_freed_memory

SIZE, COUNT = 2_000, 20_000
"""Pieces that the C library gives, not Python's own pools."""


def resident() -> int:
    return int(psutil.Process().memory_info().rss)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give memory back by themselves")
def test_freed_memory_goes_back_though_something_behind_it_is_still_used() -> None:
    held = [bytes(SIZE) for _ in range(COUNT)]
    last = held[-1]
    del held
    before = resident()
    give_back_freed_memory()
    assert before - resident() > SIZE * COUNT / 2
    assert len(last) == SIZE
