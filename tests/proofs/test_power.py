"""Power that goes at any moment: what was acknowledged is there, and whole, whatever the disk did else."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from tests.proofs.day import Act
from tests.proofs.disk import Model
from tests.proofs.power import STEPS, Traced, crashes, main, traced

EVERYDAY, LONG, WEAKENED = 400, 10_000, 24


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Traced:
    return traced(tmp_path_factory.mktemp("power") / "day", STEPS)


def prove(day: Traced, states: int, seed: int) -> None:
    for model in Model:
        assert asyncio.run(crashes(day, model, states // 2, seed)) == Counter(), model


@pytest.mark.timeout(300)
def test_a_power_cut_loses_nothing_that_was_acknowledged(day: Traced) -> None:
    prove(day, EVERYDAY, 20261122)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_ten_thousand_power_cuts_lose_nothing_that_was_acknowledged(day: Traced) -> None:
    prove(day, LONG, 20261123)


def test_with_fewer_syncs_and_no_journal_power_cuts_are_seen_to_lose_work(tmp_path: Path) -> None:
    day = traced(tmp_path / "day", STEPS // 2, "sync_less", "keep_no_journal")
    for model in Model:
        lost = asyncio.run(crashes(day, model, WEAKENED, 20261122))
        assert sum("is absent" in fault for fault in lost) > WEAKENED, "else the proof above shows nothing"


def test_with_fewer_syncs_the_journal_alone_brings_every_edit_back(tmp_path: Path) -> None:
    """Edits, not unsaved forms and the keys of photos: those lie in the database alone (docs/adr/0020)."""
    day = traced(tmp_path / "day", STEPS // 2, "sync_less")
    lost = asyncio.run(crashes(day, Model.JOURNALLED, WEAKENED, 20261122))
    in_database = ("(a visit with a photo) is half", f"({Act.DRAFT.value}) is absent")
    assert [fault for fault in lost if not any(each in fault for each in in_database)] == []


def test_any_number_of_power_cuts_can_be_played_by_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--states", "20", "--seed", "3"]) == 0
    assert "20 states, 0 broken" in capsys.readouterr().out
