"""Runs the laptop's coroutines without a loop that waits: in a history nothing ever does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any, TypeVar

T = TypeVar("T")


class _InlineLoop(asyncio.SelectorEventLoop):
    """Runs at once what a laptop would give to a thread, so that nothing ever waits."""

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        future = self.create_future()
        future.set_result(func(*args))
        return future


_loop = _InlineLoop()


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run what never waits to its end."""
    before = asyncio._get_running_loop()  # a laptop may sync while another one waits for its answer
    asyncio._set_running_loop(_loop)
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    finally:
        asyncio._set_running_loop(before)
    coroutine.close()
    raise AssertionError("a laptop waited for something in a history")
