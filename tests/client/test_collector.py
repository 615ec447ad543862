"""Garbage is collected in the windows' thread alone, soon after it was made, and never amid a large job."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gridclient.actions.uncollected import uncollected
from gridclient.collector import LOOK_MS, MANY, Collector


class Circle:
    """Only a look for circles destroys it; it notes where that happened."""

    def __init__(self, notes: list[str]) -> None:
        self.me, self.notes = self, notes

    def __del__(self) -> None:
        self.notes.append(threading.current_thread().name)


@pytest.fixture
def notes() -> Iterator[list[str]]:
    told: list[str] = []
    yield told
    gc.unfreeze()
    gc.collect()
    assert gc.isenabled(), "as it was before"


def many_objects(notes: list[str]) -> list[list[int]]:
    """A circle, and so many objects that Python would look for it at once."""
    Circle(notes)
    return [[each] for each in range(3 * MANY)]


def test_circles_of_another_thread_are_destroyed_in_the_windows_thread(
    qtbot: QtBot, notes: list[str]
) -> None:
    owner = QObject()
    collector = Collector(lambda: False, owner)
    collector.start()
    kept: list[list[list[int]]] = []
    worker = threading.Thread(target=lambda: kept.append(many_objects(notes)), name="worker")
    worker.start()
    worker.join()
    assert notes == [], "nobody collects where the objects are made"
    qtbot.waitUntil(lambda: bool(notes), timeout=20_000)
    assert notes == [threading.current_thread().name]
    collector.stop()


def test_nothing_is_collected_amid_a_large_job(qtbot: QtBot, notes: list[str]) -> None:
    owner = QObject()
    collector = Collector(lambda: True, owner, thoroughly_after_ms=LOOK_MS)
    collector.start()
    with uncollected():
        kept = many_objects(notes)
        QTest.qWait(3 * LOOK_MS)
        assert notes == []
    assert not gc.isenabled(), "the collector goes on"
    collector.stop()
    assert gc.isenabled()
    assert len(kept) == 3 * MANY


def test_when_nobody_works_everything_is_looked_at(qtbot: QtBot, notes: list[str]) -> None:
    owner, is_quiet = QObject(), list[bool]()
    collector = Collector(lambda: bool(is_quiet), owner, thoroughly_after_ms=LOOK_MS)
    old = Circle(notes)
    seen = weakref.ref(old)
    gc.collect(0)
    gc.collect(1)
    collector.start()
    del old
    QTest.qWait(2 * LOOK_MS)
    assert seen() is not None
    is_quiet.append(True)
    qtbot.waitUntil(lambda: seen() is None, timeout=20_000)
    collector.stop()


def test_a_page_that_was_open_amid_a_large_job_goes_once_it_is_closed_and_the_rows_are_let_go(
    qtbot: QtBot, notes: list[str]
) -> None:
    owner, here = QObject(), len(gc.get_objects()) + gc.get_freeze_count()
    collector = Collector(lambda: True, owner, thoroughly_after_ms=LOOK_MS, few=here + 5 * MANY)
    collector.start()
    page = Circle(notes)
    with uncollected():
        rows = [[each] for each in range(10 * MANY)]
    del page
    QTest.qWait(3 * LOOK_MS)
    assert notes == [], "while the rows are kept, looking would take as long as they are many"
    rows.clear()
    qtbot.waitUntil(lambda: bool(notes), timeout=20_000)
    assert gc.get_freeze_count() > 0, "what the program consists of is spared as before"
    collector.stop()


def test_starting_and_stopping_twice_is_once(qtbot: QtBot) -> None:
    owner = QObject()
    collector = Collector(lambda: False, owner)
    for _ in range(2):
        collector.start()
    for _ in range(2):
        collector.stop()
    assert gc.isenabled()
