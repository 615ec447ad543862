"""Each call on the disk fails in turn: a problem is told, nothing acknowledged is lost, work goes on."""

from pathlib import Path

import msgspec
import pytest

from tests.proofs.disk import compiled, memory_folder, under

EVERY, FIRST = 23, 1
"""Everyday a sample of the calls; `--long` each."""


def broken_by_faults(library: Path, every: int, first: int, *weaknesses: str) -> tuple[list[str], int]:
    with memory_folder() as place:
        under(library, "tests.proofs.faulty", str(place), str(every), str(first), *weaknesses)
        found = msgspec.json.decode((place / "faults").read_bytes(), type=list[str])
        return found, int((place / "days").read_text())


def test_no_failing_call_loses_what_was_acknowledged_or_stops_the_work(tmp_path: Path) -> None:
    found, days = broken_by_faults(compiled(tmp_path), EVERY, FIRST)
    assert found == []
    assert days > 4, "a fault was met"


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_not_one_of_all_failing_calls_loses_what_was_acknowledged(tmp_path: Path) -> None:
    found, days = broken_by_faults(compiled(tmp_path), 1, 1)
    assert found == []
    assert days > 400


def test_a_client_that_takes_no_notice_of_a_failing_disk_is_seen_to_lose_work(tmp_path: Path) -> None:
    found, _ = broken_by_faults(compiled(tmp_path), 3 * EVERY, FIRST, "carry_on")
    assert any("is absent" in each for each in found), "else the proof above shows nothing"
