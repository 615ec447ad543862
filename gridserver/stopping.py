"""Hears of a signal that ends the server while requests are still answered."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name))


@contextmanager
def telling_of_the_end(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` on the running loop when such a signal comes, before whoever handles it otherwise.

    uvicorn waits for every answer before it says that it stops; whoever waits on purpose would not hear.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # signals are the business of somebody else
        return
    loop = asyncio.get_running_loop()
    before = {each: signal.getsignal(each) for each in _SIGNALS}

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(tell)
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for each in _SIGNALS:
        signal.signal(each, handle)
    try:
        yield
    finally:
        for each, handler in before.items():
            if signal.getsignal(each) is handle:
                signal.signal(each, handler)
