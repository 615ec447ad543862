"""Coroutines as slots: owned, in order, and never silent when they fail."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import textwrap

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.async_slot import ask, async_slot
from gridcore.problems import ProblemCode, ProblemError
from tests.client.ui.conftest import Reports, until


class Worker(QObject):
    """Slots that note what they do."""

    asked = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[str] = []
        self.gate = asyncio.Event()

    @async_slot
    async def save(self, name: str) -> None:
        self.notes.append(f"begin {name}")
        await self.gate.wait()
        self.notes.append(f"end {name}")

    @async_slot(again="restart")
    async def search(self, name: str) -> None:
        await self.gate.wait()
        self.notes.append(name)

    @async_slot(again="ignore")
    async def send(self) -> None:
        self.notes.append("send")
        await self.gate.wait()

    @async_slot
    async def fail(self, error: Exception) -> None:
        await asyncio.sleep(0)
        raise error


async def test_a_task_that_comes_due_inside_the_step_of_another_goes_on_after_it() -> None:
    said: list[str] = []

    async def other() -> None:
        await asyncio.sleep(0)
        said.append("the other goes on")

    waiting = asyncio.get_running_loop().create_task(other())
    cancelled = asyncio.get_running_loop().call_soon(said.append, "cancelled")
    for _ in range(5):
        QApplication.processEvents()
    cancelled.cancel()
    said.append("the step ends")
    await asyncio.wait_for(waiting, 5)
    assert said == ["the step ends", "the other goes on"]


async def test_a_second_save_waits_for_the_first() -> None:
    worker = Worker()
    worker.save("one")
    worker.save("two")
    await until(lambda: worker.notes == ["begin one"])
    worker.gate.set()
    await until(lambda: len(worker.notes) == 4)
    assert worker.notes == ["begin one", "end one", "begin two", "end two"]


async def test_only_the_last_search_answers() -> None:
    worker = Worker()
    for name in ("w", "wa", "wang"):
        worker.search(name)
    await asyncio.sleep(0)
    worker.gate.set()
    await until(lambda: bool(worker.notes))
    await asyncio.sleep(0.01)
    assert worker.notes == ["wang"]


async def test_a_running_job_is_not_started_twice() -> None:
    worker = Worker()
    worker.send()
    worker.send()
    await until(lambda: bool(worker.notes))
    worker.gate.set()
    await asyncio.sleep(0.01)
    assert worker.notes == ["send"]
    worker.send()
    await until(lambda: worker.notes == ["send", "send"])


async def test_a_job_may_be_started_again_in_the_very_moment_it_ended() -> None:
    worker = Worker()
    worker.gate.set()
    worker.send()
    await asyncio.sleep(0)
    assert worker.notes == ["send"]
    worker.send()
    await until(lambda: worker.notes == ["send", "send"])


async def test_signal_arguments_that_a_slot_does_not_take_are_left_out() -> None:
    worker = Worker()
    worker.gate.set()
    worker.asked.connect(worker.save)
    worker.asked.emit("name", 7)
    await until(lambda: worker.notes == ["begin name", "end name"])


async def test_a_failed_save_does_not_stop_the_next_one(reports: Reports) -> None:
    worker = Worker()
    worker.fail(ValueError("secret 13800138000"))
    worker.fail(ProblemError(ProblemCode.OFFLINE))
    await until(lambda: bool(reports.problems))
    assert [each.code for each in reports.problems] == [ProblemCode.OFFLINE]
    assert [type(each) for each in reports.crashes] == [ValueError]
    reports.crashes.clear()


async def test_problems_of_a_group_of_tasks_are_told_one_by_one(reports: Reports) -> None:
    worker = Worker()
    problems = [ProblemError(ProblemCode.OFFLINE), ProblemError(ProblemCode.DISK_FULL)]
    worker.fail(ExceptionGroup("two", problems))
    await until(lambda: len(reports.problems) == 2)
    assert {each.code for each in reports.problems} == {ProblemCode.OFFLINE, ProblemCode.DISK_FULL}


async def test_work_ends_with_the_window_that_started_it(qapp: QApplication) -> None:
    ended: list[str] = []

    class Page(QWidget):
        @async_slot
        async def work(self) -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.append("cancelled")

    window = QWidget()
    page = Page(window)
    button = QPushButton(page)
    button.clicked.connect(page.work)
    button.click()
    await asyncio.sleep(0.01)
    del page, button
    window.deleteLater()
    await until(lambda: ended == ["cancelled"])


async def test_a_slot_without_a_widget_variable_is_not_collected(qapp: QApplication) -> None:
    import gc

    done: list[str] = []

    class Page(QWidget):
        @async_slot
        async def work(self) -> None:
            await asyncio.sleep(0.01)
            done.append("done")

    Page().work()
    gc.collect()
    await until(lambda: done == ["done"])


@pytest.mark.parametrize("accepts", [True, False])
async def test_an_awaited_dialog_tells_its_answer(qtbot: QtBot, accepts: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = QDialog(window)
    answers: list[bool] = []

    async def wait() -> None:
        answers.append(await ask(dialog))

    async with asyncio.TaskGroup() as group:
        group.create_task(wait())
        await until(dialog.isVisible)
        (dialog.accept if accepts else dialog.reject)()
    assert answers == [accepts]


async def test_a_dialog_whose_window_goes_answers_nobody(qapp: QApplication) -> None:
    window = QWidget()
    window.show()
    dialog = QDialog(window)
    waiting = asyncio.ensure_future(ask(dialog))
    await until(dialog.isVisible)
    window.deleteLater()
    await until(waiting.done)
    assert waiting.cancelled()


PROGRAM = """
import asyncio, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gridclient.ui.async_slot import run_app

class Told:
    def report_problem(self, problem): print("problem")
    def report_crash(self, error): print("crash", type(error).__name__)

app = QApplication([])
ended = []
async def left_over():
    try:
        await asyncio.Event().wait()
    finally:
        print("left over ended")
async def main():
    task = asyncio.ensure_future(left_over())
    {body}
code = run_app(app, main, Told())
print("code", code)
sys.stdout.flush()
import os; os._exit(code)
"""


@pytest.mark.parametrize(
    ("body", "told", "code"),
    [
        ("await asyncio.sleep(0.01); return 3", ["left over ended", "code 3"], 3),
        (
            "QTimer.singleShot(0, lambda: 1 / 0); await asyncio.sleep(0.05); return 0",
            ["crash ZeroDivisionError", "left over ended", "code 0"],
            0,
        ),
        (
            "QTimer.singleShot(10, app.quit); await asyncio.Event().wait()",
            ["left over ended", "code 1"],
            1,
        ),
    ],
    ids=["main returns", "a plain slot fails", "the system ends the session"],
)
def test_the_program_ends_with_main_and_leaves_nothing_running(body: str, told: list[str], code: int) -> None:
    program = textwrap.dedent(PROGRAM).replace("{body}", body)
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines() == told, done.stderr
    assert done.returncode == code
