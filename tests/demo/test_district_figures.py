"""What the district benchmark tells of a load, and what it finds on a laptop with a part of the pack."""

from pathlib import Path

import pytest

from benchmarks.district import loaded
from benchmarks.district_laptop import figures, fill, look, size_of
from benchmarks.district_load import Took
from demo.community import SEED

_FEW = 120


def took(name: str, people: int, cpu_s: float) -> Took:
    """A command that took so much, and a quarter of it in PostgreSQL."""
    return Took(name, people, 2 * cpu_s, cpu_s, cpu_s / 4, 100_000_000, 80_000_000, 1_000 * people)


def test_a_row_that_costs_more_when_many_are_there_is_told() -> None:
    rosters = [took(str(number), 8_000, 4.0 if number < 15 else 6.0) for number in range(20)]
    found = {each.name: each for each in loaded([took("tree of 1,595 grids", 0, 3.0), *rosters])}
    assert found["tree of 1,595 grids imported, CPU of the command"].value == 3.0
    row = found["district of 160,000 people, CPU of a row, the last tenth beside the first"]
    assert row.ratio == pytest.approx(1.5)
    rate = found["district of 160,000 people, rosters imported, rows a second of both CPUs"]
    assert rate.value == pytest.approx(160_000 / (1.25 * (15 * 4.0 + 5 * 6.0)))


def test_a_laptop_with_a_part_of_the_pack_opens_and_is_searched(tmp_path: Path) -> None:
    store = tmp_path / "store"
    fill(store, _FEW, SEED)
    looked = look(store, SEED, 1)
    assert looked.people >= _FEW
    assert size_of(store) > 1_000_000
    told = figures("a laptop", looked)
    assert {each.name for each in told} >= {
        *("a laptop opens, CPU", "a laptop shows its grids with their sizes, CPU"),
        *("a laptop finds a surname, CPU, p95", "a laptop finds two characters of a name, CPU, p95"),
    }
    assert all(each.value >= 0 for each in told)
