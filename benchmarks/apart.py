"""Runs a piece of a benchmark in a process of its own.

A laptop locks the memory that its database uses; in a process that holds a generated community as well, that
alone would take longer than what is to be measured.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call it in a fresh process; arguments and result are copied."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *args, **kwargs).result()
