"""The one place where Qt and asyncio meet: slots that are coroutines, the loop, awaited dialogs.

qasync carries no types, and its own decorator neither keeps tasks alive nor ends them with their widget;
so it is wrapped here, and nobody else imports it.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
import logging
import sys
from collections import deque
from collections.abc import Callable, Coroutine
from types import TracebackType
from typing import Concatenate, Literal, ParamSpec, Protocol, TypeVar, overload

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog
from qasync import QEventLoop

from gridcore.problems import ProblemError

_log = logging.getLogger(__name__)

Again = Literal["queue", "restart", "ignore"]
"""What a second call does while the first still runs: wait its turn, take its place, or nothing."""

_TURN_S = 0.0005
"""A tenth of the usual: painting asks for the interpreter hundreds of times beside the threads of a sync."""

_NESTED_S = 0.005
"""How often it is asked whether a task that lets Qt turn inside its step has come out of it."""

P = ParamSpec("P")
W = TypeVar("W", bound=QObject)
_Method = Callable[Concatenate[W, P], Coroutine[object, object, None]]
_Slot = Callable[Concatenate[W, P], None]


class Reporter(Protocol):
    """Where failures end that nobody else handles."""

    def report_problem(self, problem: ProblemError) -> None:
        """The world failed: say what happened, what is safe and what to do."""

    def report_crash(self, error: BaseException) -> None:
        """A bug: offer a report without record values."""


@overload
def async_slot(method: _Method[W, P], /) -> _Slot[W, P]: ...
@overload
def async_slot(*, again: Again) -> Callable[[_Method[W, P]], _Slot[W, P]]: ...
def async_slot(
    method: _Method[W, P] | None = None, /, *, again: Again = "queue"
) -> _Slot[W, P] | Callable[[_Method[W, P]], _Slot[W, P]]:
    """Make a coroutine method of a QObject a slot: calling it starts a task and returns at once.

    The task belongs to the object and is cancelled when the object is destroyed. Signal arguments that the
    method does not take are left out. A failure goes to the reporter of the loop. While a call runs, the
    next one waits for its turn (`again="queue"`), cancels it (`"restart"`, for searches and loads where only
    the last answer counts) or does nothing (`"ignore"`, for long jobs with a button).
    """
    if method is None:
        return lambda decorated: _slot_of(decorated, again=again)
    return _slot_of(method, again=again)


def _slot_of(method: _Method[W, P], *, again: Again) -> _Slot[W, P]:
    takes = _positional_count(method)
    call: Callable[..., Coroutine[object, object, None]] = method  # P cannot express arguments left out

    @functools.wraps(method)
    def slot(owner: W, /, *args: P.args, **kwargs: P.kwargs) -> None:
        given = args if takes is None else args[: takes - 1]
        begin = functools.partial(call, owner, *given, **kwargs)
        _tasks_of(owner).start(method.__name__, begin, again)

    return slot


def _positional_count(method: Callable[..., object]) -> int | None:
    parameters = inspect.signature(method).parameters.values()
    if any(each.kind is each.VAR_POSITIONAL for each in parameters):
        return None
    return sum(each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD) for each in parameters)


class _Tasks:
    """The running tasks of one QObject, by slot and in the order in which they were started."""

    everybody: set[_Tasks] = set()  # noqa: RUF012 - the loop itself holds tasks only weakly

    def __init__(self) -> None:
        self._running: dict[str, list[asyncio.Task[None]]] = {}

    def start(self, name: str, begin: Callable[[], Coroutine[object, object, None]], again: Again) -> None:
        running = self._running.setdefault(name, [])
        if again == "ignore" and not all(each.done() for each in running):
            return
        if again == "restart":
            for each in running:
                each.cancel()
        turn_after = running[-1] if running and again == "queue" else None
        task = asyncio.get_running_loop().create_task(_in_turn(turn_after, begin), name=name)
        running.append(task)
        self.everybody.add(self)
        task.add_done_callback(functools.partial(self._finish, running))

    def cancel(self) -> None:
        for running in self._running.values():
            for each in running:
                each.cancel()

    def running(self) -> list[asyncio.Task[None]]:
        return [task for tasks in self._running.values() for task in tasks]

    def _finish(self, running: list[asyncio.Task[None]], task: asyncio.Task[None]) -> None:
        running.remove(task)
        if not any(self._running.values()):
            self.everybody.discard(self)
        if not task.cancelled() and (error := task.exception()) is not None:
            task.get_loop().call_exception_handler({"message": task.get_name(), "exception": error})


async def _in_turn(
    turn_after: asyncio.Task[None] | None, begin: Callable[[], Coroutine[object, object, None]]
) -> None:
    if turn_after is not None:
        await asyncio.wait([turn_after])
    await begin()


def _tasks_of(owner: QObject) -> _Tasks:
    found: object = vars(owner).get("_async_slot_tasks")
    if isinstance(found, _Tasks):
        return found
    tasks = _Tasks()
    vars(owner)["_async_slot_tasks"] = tasks

    def end() -> None:  # takes no argument: the dying object must not be wrapped once more
        tasks.cancel()

    owner.destroyed.connect(end)
    return tasks


async def slots_ended(*, besides: QObject, limit_s: float) -> None:
    """Until no slot runs but those of one object, or the time is over: drafts are on their way then."""
    loop = asyncio.get_running_loop()
    end, mine = loop.time() + limit_s, _tasks_of(besides)
    while loop.time() < end:
        running = [task for each in _Tasks.everybody if each is not mine for task in each.running()]
        if not running:
            return
        await asyncio.wait(running, timeout=end - loop.time())


class _Loop(QEventLoop):  # type: ignore[misc] # it carries no types
    """qasync's loop, but no task is entered inside another's step.

    A menu, a native dialog or `processEvents` lets Qt turn within the step of a task. asyncio refuses to
    enter another task then, and qasync forgets the one that was refused: it would wait for ever. What comes
    due inside a step waits here for its end, in its order.
    """

    def __init__(self, app: QApplication) -> None:
        self._kept: deque[asyncio.Handle] = deque()
        super().__init__(app)

    def _add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        super()._add_callback(_Due(handle, self.run_outside_steps), delay)
        return handle

    def run_outside_steps(self, handle: asyncio.Handle) -> None:
        """Run it, or keep it until no task is in its step."""
        self._kept.append(handle)
        if len(self._kept) == 1:
            self._run_kept()

    def _run_kept(self) -> None:
        while self._kept:
            if asyncio.current_task(self) is not None:
                super()._add_callback(asyncio.Handle(self._run_kept, (), self), _NESTED_S)
                return
            handle = self._kept.popleft()
            if not handle.cancelled():
                handle._run()


class _Due:
    """What qasync's timer asks of a handle, with a word before it is run."""

    def __init__(self, handle: asyncio.Handle, run: Callable[[asyncio.Handle], None]) -> None:
        self._handle, self._run_it = handle, run

    @property
    def _cancelled(self) -> bool:
        return self._handle.cancelled()

    def _run(self) -> None:
        self._run_it(self._handle)


def new_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    """An event loop that turns Qt and asyncio together."""
    loop: asyncio.AbstractEventLoop = _Loop(app)
    return loop


def report_failures(loop: asyncio.AbstractEventLoop, reporter: Reporter) -> None:
    """Send every failure that nobody awaits to one reporter."""

    def handle(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            report_failure(reporter, error)
        else:
            _log.error("the event loop complained: %s", context.get("message"))

    loop.set_exception_handler(handle)


def report_failure(reporter: Reporter, error: BaseException) -> None:
    """A problem to the problem bar, anything else to the crash dialog; groups are taken apart."""
    match error:
        case ProblemError():
            reporter.report_problem(error)
        case BaseExceptionGroup(exceptions=parts):
            for each in parts:
                report_failure(reporter, each)
        case KeyboardInterrupt() | SystemExit():
            QApplication.exit(1)
        case _:
            reporter.report_crash(error)


def run_app(app: QApplication, main: Callable[[], Coroutine[object, object, int]], reporter: Reporter) -> int:
    """Run the application until `main` returns its exit code; what still runs then is cancelled and awaited.

    Closing the last window does not end the program: `main` decides. When the system ends the session,
    `main` is cancelled and may still tidy up.
    """

    def report_slot_failure(_: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        report_failure(reporter, error)

    app.setQuitOnLastWindowClosed(False)
    sys.setswitchinterval(_TURN_S)
    hook_before, sys.excepthook = sys.excepthook, report_slot_failure
    loop = new_loop(app)
    report_failures(loop, reporter)
    try:
        return _run_to_the_end(loop, main)
    finally:
        sys.excepthook = hook_before
        loop.close()


def _run_to_the_end(
    loop: asyncio.AbstractEventLoop, main: Callable[[], Coroutine[object, object, int]]
) -> int:
    running = loop.create_task(main())
    running.add_done_callback(lambda _: loop.stop())
    loop.run_forever()  # not run_until_complete: that raises when the system quits the application
    running.cancel()
    while left := asyncio.all_tasks(loop):
        for each in left:
            each.cancel()
        loop.run_until_complete(asyncio.wait(left))
    return 1 if running.cancelled() else running.result()


async def ask(dialog: QDialog) -> bool:
    """Open a dialog over its window and wait for the answer: whether it was accepted.

    The dialog is deleted when the event loop next turns: read its fields before the next `await`.
    """
    answer: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def accept(result: int) -> None:
        if not answer.done():
            answer.set_result(result == QDialog.DialogCode.Accepted)

    def give_up() -> None:
        answer.cancel()

    dialog.finished.connect(accept)
    dialog.destroyed.connect(give_up)
    dialog.open()
    try:
        return await answer
    finally:
        if not answer.cancelled():
            dialog.hide()
            dialog.deleteLater()
