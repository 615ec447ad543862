"""Windows under test: one loop for Qt and asyncio, our look, and a reporter that remembers."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from gridclient.ui.async_slot import new_loop, report_failures
from gridclient.ui.theme import apply_theme
from gridcore.problems import ProblemError

_MOST_S = 100
"""Qt's loop hears no signal, so the runner's own time limit would not end a test that waits in vain."""

_END_S = 10
"""Both stay below the limit of the runner, whose signal inside Qt's timer would end the next tests too."""


@dataclass
class Reports:
    """A reporter that keeps what it is told; crashes that a test does not take out fail it."""

    problems: list[ProblemError] = field(default_factory=list)
    crashes: list[BaseException] = field(default_factory=list)

    def report_problem(self, problem: ProblemError) -> None:
        """Remember."""
        self.problems.append(problem)

    def report_crash(self, error: BaseException) -> None:
        """Remember."""
        self.crashes.append(error)


@pytest.fixture(scope="session")
def qloop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    qapp.setQuitOnLastWindowClosed(False)  # as in the program, where main decides
    loop = new_loop(qapp)
    yield loop
    loop.close()


@pytest.fixture(autouse=True)
def reports(qloop: asyncio.AbstractEventLoop) -> Iterator[Reports]:
    told = Reports()
    report_failures(qloop, told)
    yield told
    assert not told.crashes, [repr(each) for each in told.crashes]


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> Iterator[None]:
    QLocale.setDefault(QLocale("zh_CN"))
    apply_theme(qapp, "light", 100)
    yield
    QLocale.setDefault(QLocale.c())


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run coroutine tests on the loop of the windows."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    loop: asyncio.AbstractEventLoop = pyfuncitem._request.getfixturevalue("qloop")
    wanted = inspect.signature(pyfuncitem.obj).parameters
    given = {name: value for name, value in pyfuncitem.funcargs.items() if name in wanted}

    async def limited() -> None:
        before = asyncio.all_tasks()
        try:
            async with asyncio.timeout(_MOST_S):  # in the test's own task: some tests count the others
                await pyfuncitem.obj(**given)
        finally:
            await _end(asyncio.all_tasks() - before)

    loop.run_until_complete(limited())
    return True


async def _end(left: set[asyncio.Task[object]]) -> None:
    """End what a test leaves running: Qt would go on with it when no loop runs any more."""
    for each in left:
        each.cancel()
    if left:
        await asyncio.wait(left, timeout=_END_S)


async def until(holds: Callable[[], bool]) -> None:
    """Let the loop turn until something holds; the time limit of the test ends a wait in vain.

    It turns once more then: Qt shows what was put into a layout only when it comes to its events.
    """
    while not holds():
        await asyncio.sleep(0.002)
    await asyncio.sleep(0)


def commit(field: QWidget, text: str) -> None:
    """Type as an input method does, Chinese included."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
