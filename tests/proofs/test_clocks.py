"""Clocks that are years off, jump while somebody works, or stand on a leap day: order and answers stay."""

import asyncio
import copy
import itertools
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import Connection

from gridclient.actions.records import Records, Saved
from gridclient.db.pending import Pending, unanswered
from gridclient.db.threads import Database
from gridclient.db.vault import unlock_vault
from gridclient.ports import Ports, of_this_machine
from gridclient.sync.round import sync_round
from gridcore.fields import Value
from gridcore.ids import CommunityId
from gridcore.sync.edits import Set
from tests.client.sync.laptop import PASSPHRASE, Line
from tests.fakes.memory_server import COMMUNITY
from tests.proofs.conftest import Model

JUMPS, LONG_JUMPS = 25, 200
YEAR = "PROOF_OF_CLOCKS_YEAR"
"""Set where the computer's clock is wrong by intent: what year it must show."""
TRUE_NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ODD = (
    datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC),
    datetime(2027, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(2016, 11, 22, tzinfo=UTC),
    datetime(2036, 11, 22, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
)
ZONES = ("Asia/Shanghai", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin", "America/St_Johns")


def jumping(chance: random.Random) -> Callable[[], datetime]:
    """A clock that is somewhere else at each look, up to ten years away."""

    def now() -> datetime:
        if chance.random() < 0.3:
            return chance.choice(ODD)
        return TRUE_NOW + timedelta(seconds=chance.uniform(-10, 10) * 365.25 * 86_400)

    return now


@dataclass(frozen=True)
class Said:
    """What was said about one household, one thing after the other."""

    phones: list[Value]
    moments: list[str]
    at_last: Value
    """What the server has."""


async def say(model: Model, folder: Path, times: int, now: Callable[[], datetime]) -> Said:
    """Save one phone after the other, each form seeing the last, and send them."""
    server = copy.deepcopy(model.server)
    shutil.copytree(model.folder, folder)
    database = await Database.open(folder, model.begun.keys, ballast_bytes=1)
    draws = itertools.count()
    ports = Ports(now, lambda count: sha256(f"{next(draws)}".encode()).digest()[:count])
    records, before = Records(database, COMMUNITY, ports), None
    for number in range(times):
        form = await records.open_form("household", model.begun.home)
        assert form is not None
        assert before in (None, form.values["phone"])
        before = phone(number)
        assert isinstance(await records.save(form, {"phone": before}), Saved)
    waiting = await database.read(lambda c: unanswered(c, COMMUNITY, -1))
    for _ in range(2):
        await sync_round(database, Line(server), ports, Event())
    assert await database.read(lambda c: unanswered(c, COMMUNITY, -1)) == []
    await database.close()
    phones = [each.edit.value for each in waiting if isinstance(each.edit, Set)]
    return Said(phones, [each.made_at for each in waiting], server.stored[model.begun.home].cells["phone"])


def phone(number: int) -> str:
    return f"138{number:08}"


def prove(model: Model, folder: Path, jumps: int, seed: int) -> None:
    said = asyncio.run(say(model, folder, jumps, jumping(random.Random(seed))))
    assert said.moments != sorted(said.moments), "else this clock shows nothing"
    assert said.phones == [phone(number) for number in range(jumps)]
    assert said.at_last == phone(jumps - 1)


def test_a_clock_that_jumps_years_while_somebody_works_changes_no_order(model: Model, tmp_path: Path) -> None:
    prove(model, tmp_path / "store", JUMPS, 20261122)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_two_hundred_jumps_of_the_clock_change_no_order(model: Model, tmp_path: Path) -> None:
    prove(model, tmp_path / "store", LONG_JUMPS, 20261123)


def test_a_queue_in_the_order_of_the_clock_is_seen_to_fail(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def by_the_clock(connection: Connection, community: CommunityId, most: int) -> list[Pending]:
        return sorted(unanswered(connection, community, most), key=lambda each: each.made_at)

    monkeypatch.setattr("gridclient.sync.round.unanswered", by_the_clock)
    with pytest.raises(AssertionError, match="numbers ascend"):
        prove(model, tmp_path / "store", JUMPS, 20261122)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot change its time zone there")
def test_in_every_time_zone_and_on_odd_days_all_is_in_order(
    model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = set()
    try:
        for zone in ZONES:
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            moments = itertools.cycle(ODD).__next__
            said = asyncio.run(say(model, tmp_path / zone.replace("/", "-"), len(ODD), moments))
            assert said.at_last == phone(len(ODD) - 1)
            days.add(Ports(lambda: ODD[0], bytes).today())
    finally:
        monkeypatch.undo()
        time.tzset()
    assert len(days) == 2, "the leap day's end is another day further east"


def test_the_computers_own_clock_serves_whatever_it_shows(model: Model, tmp_path: Path) -> None:
    now = of_this_machine().now
    assert str(now().year) == os.environ.get(YEAR, str(now().year))
    said = asyncio.run(say(model, tmp_path / "store", 4, now))
    assert said.at_last == phone(3)
    assert unlock_vault(tmp_path / "store", PASSPHRASE) == model.begun.keys


@pytest.mark.parametrize("years", [-10, 10])
def test_on_a_computer_whose_clock_is_ten_years_off_all_is_in_order(years: int) -> None:
    faketime = shutil.which("faketime")
    if faketime is None:
        pytest.skip("no libfaketime on this machine: install faketime to run this proof")
    shown = datetime.now(UTC) + timedelta(days=years * 365)
    environment = {**os.environ, "FAKETIME_DONT_FAKE_MONOTONIC": "1", YEAR: str(shown.year)}
    story = f"{Path(__file__)}::{test_the_computers_own_clock_serves_whatever_it_shows.__name__}"
    done = subprocess.run(
        [faketime, "-f", f"{years * 365:+}d", sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", story],
        env=environment,
        cwd=Path(__file__).parents[2],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3_000:]
    assert "1 passed" in done.stdout
