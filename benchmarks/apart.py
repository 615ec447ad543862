"""Runs a piece of a benchmark in a process of its own: a function, or a program with its windows.

A laptop locks the memory that its database uses; in a process that holds a generated community as well, that
alone would take longer than what is to be measured.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.command import Options
from benchmarks.figures import Figure
from benchmarks.laptops import PASSPHRASE, fill
from benchmarks.workload import MANY, PEOPLE, Workload

_ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_S = 1_800

P = ParamSpec("P")
T = TypeVar("T")


def apart(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call it in a fresh process; arguments and result are copied."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *args, **kwargs).result()


def told(module: str, *words: str, environment: Mapping[str, str] | None = None) -> list[list[str]]:
    """Run a module offscreen, with the passphrase on its input; the words of each line that it wrote.

    Raises RuntimeError where it failed or wrote nothing.
    """
    path = os.pathsep.join(filter(None, [str(_ROOT), os.environ.get("PYTHONPATH")]))
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path}
    ended = subprocess.run(
        [sys.executable, "-m", module, *words],
        input=f"{PASSPHRASE}\n",
        capture_output=True,
        env={**os.environ, **(environment or {}), **offscreen},
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    lines = [line.split() for line in ended.stdout.splitlines()]
    if ended.returncode or not lines:
        raise RuntimeError(f"{module} told nothing: {ended.stderr}")
    return lines


def over_stores(
    options: Options, measure: Callable[[Path, int], Coroutine[object, object, list[Figure]]]
) -> list[Figure]:
    """Figures of a store of the workload, and of one of 100,000 people unless few are wanted.

    `measure` gets a folder with the store in it, and how many people are in that.
    """
    workload = Workload(options.people or PEOPLE, options.seed)
    figures: list[Figure] = []
    for many in (0, MANY) if options.people is None else (0,):
        with tempfile.TemporaryDirectory() as name:
            apart(fill, Path(name) / "store", workload, many=many)
            figures += asyncio.run(measure(Path(name), many or workload.people))
    return figures
