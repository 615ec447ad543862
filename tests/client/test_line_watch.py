"""A line that appears wakes sync once; one that comes and goes does not wake it for nothing."""

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from gridclient.line_watch import LineWatch, Reachability, network_signs


class Signs(QObject):
    """A network as a test wants it."""

    reachabilityChanged = Signal(Reachability)
    isMeteredChanged = Signal(bool)

    def __init__(self, now: Reachability = Reachability.Disconnected) -> None:
        super().__init__()
        self._now = now

    def reachability(self) -> Reachability:
        return self._now

    def isMetered(self) -> bool:
        return False

    def become(self, now: Reachability) -> None:
        self._now = now
        self.reachabilityChanged.emit(now)


def watched(signs: Signs | None, chance: float = 0.0) -> tuple[LineWatch, list[str]]:
    watch = LineWatch(signs, lambda: chance)
    told: list[str] = []
    watch.appeared.connect(lambda: told.append("appeared"))
    return watch, told


def test_a_line_that_appears_is_told_once(qtbot: QtBot) -> None:
    signs = Signs()
    watch, told = watched(signs)
    for each in (Reachability.Local, Reachability.Site, Reachability.Online):
        signs.become(each)
    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(20)
    assert told == ["appeared"]
    signs.become(Reachability.Disconnected)
    signs.become(Reachability.Online)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert watch.is_metered is False


def test_a_line_that_goes_before_its_turn_wakes_nobody(qtbot: QtBot) -> None:
    signs = Signs()
    watch, told = watched(signs, chance=0.02)
    signs.become(Reachability.Online)
    signs.become(Reachability.Disconnected)
    qtbot.wait(150)
    assert told == []
    assert watch.is_metered is False


def test_a_line_that_is_there_from_the_beginning_is_no_news(qtbot: QtBot) -> None:
    signs = Signs(Reachability.Online)
    _, told = watched(signs)
    signs.become(Reachability.Site)
    qtbot.wait(50)
    assert told == []


def test_a_paid_line_is_told(qtbot: QtBot) -> None:
    signs = Signs()
    watch, _ = watched(signs)
    with qtbot.waitSignal(watch.metered) as caught:
        signs.isMeteredChanged.emit(True)
    assert caught.args == [True]
    assert watch.is_metered


def test_a_computer_that_tells_nothing_is_served_all_the_same(qtbot: QtBot) -> None:
    watch, told = watched(None)
    assert (watch.is_metered, told) == (False, [])
    found = network_signs()
    assert found is None or isinstance(found.isMetered(), bool)
