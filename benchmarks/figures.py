"""A figure beside its floor, tables of them, and how times are taken: medians, and CPU beside the clock."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from unicodedata import east_asian_width


@dataclass(frozen=True)
class Figure:
    """One measured value; `floor` is what the bare minimum of the same work took in the same run."""

    name: str
    value: float
    unit: str
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor; None where there is none, or it is nothing."""
        return self.value / self.floor if self.floor else None

    def as_json(self) -> dict[str, object]:
        """What `--json` writes of it."""
        return {**asdict(self), "ratio": self.ratio}


@dataclass(frozen=True)
class Spent:
    """What a piece of work took: seconds by the clock, and of this process's CPU."""

    wall_s: float
    cpu_s: float


class Watch:
    """Runs from when it is made."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def spent(self) -> Spent:
        """What has passed."""
        return Spent(time.perf_counter() - self._wall, time.process_time() - self._cpu)


def timed(work: Callable[[], object]) -> Spent:
    """What a call takes."""
    watch = Watch()
    work()
    return watch.spent()


def middle(spent: Sequence[Spent]) -> Spent:
    """The medians."""
    return Spent(median(each.wall_s for each in spent), median(each.cpu_s for each in spent))


def p95(values: Sequence[float]) -> float:
    """What nineteen of twenty do not exceed."""
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def table(figures: Sequence[Figure]) -> str:
    """A table in Markdown, with columns that stand under each other."""
    rows = [("figure", "value", "unit", "floor", "ratio"), ("---",) * 5]
    rows += [
        (each.name, _number(each.value), each.unit, _number(each.floor), _number(each.ratio))
        for each in figures
    ]
    widths = [max(_width(row[place]) for row in rows) for place in range(5)]
    return "\n".join(_line(row, widths) for row in rows)


def write(figures: Sequence[Figure], file: Path) -> None:
    """Write them as JSON: a list of objects."""
    file.write_text(json.dumps([each.as_json() for each in figures], ensure_ascii=False, indent=1), "utf-8")


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
    return f"| {' | '.join(cells)} |"


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)
