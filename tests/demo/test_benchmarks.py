"""Every benchmark runs from its command and tells its figures; what they are is for `docs/benchmarks.md`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
Figures = dict[str, dict[str, object]]


def ran(only: str, folder: Path) -> Figures:
    """Run one with the smallest workload; its figures by name."""
    found = folder / "figures.json"
    command = [sys.executable, "-m", "benchmarks", "--only", only, "--people", "120", "--runs", "1"]
    kept = {name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}
    ended = subprocess.run(
        [*command, "--json", str(found)],
        cwd=ROOT,
        env={**os.environ, **kept},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    figures = json.loads(found.read_text("utf-8"))
    assert all(each["name"] in ended.stdout for each in figures)
    return {each["name"]: each for each in figures}


def test_two_devices_that_meet_lose_nothing_and_the_command_says_so(tmp_path: Path) -> None:
    figures = ran("sync", tmp_path)
    kept = {name.partition(", ")[2]: each for name, each in figures.items() if name.startswith("merge, ")}
    assert kept["lost"]["value"] == 0
    assert kept["only in history"]["value"] == 0
    assert kept["conflicts where fields differ"]["value"] == 0
    assert kept["visible"]["ratio"] == 1
    assert kept["kept for a decision"]["ratio"] == 1
    assert figures["day, requests"]["value"] == 1
    assert figures["day, bytes on the wire"]["floor"]
    assert figures["nothing to do, requests"]["value"] == 1


@pytest.mark.parametrize(
    "only",
    [
        *("start", "search", "duplicates", "save", "push", "throughput", "memory", "window"),
        *("large-roster", "many-people"),
    ],
)
def test_every_figure_stands_beside_its_floor(only: str, tmp_path: Path) -> None:
    figures = ran(only, tmp_path)
    assert figures
    for each in figures.values():
        assert list(each) == ["name", "value", "unit", "floor", "ratio"]
        value, floor = each["value"], each["floor"]
        assert isinstance(value, (int, float))
        assert value >= 0
        if isinstance(floor, (int, float)) and floor > 0:
            assert each["ratio"] == pytest.approx(value / floor)
        else:
            assert each["ratio"] is None
