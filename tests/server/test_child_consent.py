"""Consent for a child counts on every laptop once a supervisor has accepted it, and never before."""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from gridclient.db.consents import standings
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridserver.installation import Installation
from tests.server.field import GRID_1, C, Laptop
from tests.server.homes import Home, move_in
from tests.server.seat import Seat, seated
from tests.server.test_care_proposals import make, only_one

DAY = "2026-11-22"


@pytest.fixture(scope="module")
def home(field: Installation, address: str) -> Home:
    li = Laptop(field, address, "li")
    made = move_in(li, GRID_1)
    assert set(li.sync().codes) == {"ok"}
    return made


async def stands(seat: Seat, plan: RecordId) -> str | None:
    found = await seat.database.read(lambda connection: standings(connection, [plan], DAY))
    return found[plan]


@pytest.mark.parametrize(("to", "standing"), [("accepted", "guardian"), ("declined", "awaits_approval")])
def test_a_guardians_consent_waits_for_the_supervisor_on_every_laptop(
    to: str, standing: str, home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        seat = partial(seated, installation=field, address=address, community=C)
        async with (
            seat(tmp_path / "zhao", user="zhao", role=Role.CARE_SPECIALIST) as zhao,
            seat(tmp_path / "sun", user="sun", role=Role.SUPERVISOR) as sun,
            seat(tmp_path / "li", user="li", role=Role.GRID_WORKER) as li,
        ):
            await li.sync()
            child: dict[str, Value] = {"household": home.household, "birth_date": "2018-05-01"}
            person = await make(li, "resident", name="张小宝", **child)
            await li.sync()
            await zhao.sync()
            plan = await make(zhao, "care_plan", resident=person, frequency="monthly", starts_on=DAY)
            await zhao.sync()
            await li.sync()
            answer: dict[str, Value] = {
                "answer": "granted",
                "given_by": "guardian",
                "guardian": "张强",
                "purposes": ["visits"],
                "way": "paper",
                "given_on": "2025-06-01",
                "child_approved": True,
            }
            consent = await make(li, "consent", resident=person, **answer)
            assert await stands(li, plan) == "awaits_approval"
            for each in (li, li, zhao, sun, sun):
                await each.sync()
            assert [await stands(each, plan) for each in (li, zhao, sun)] == ["awaits_approval"] * 3
            review, line = await only_one(sun, consent)
            submission = await review.submission(line)
            assert submission is not None
            step = next(each for each in submission.steps if each.to == to)
            await review.decide(submission, step, "" if to == "accepted" else "请补监护人签字")
            await sun.sync()
            for each in (li, zhao):
                await each.sync()
            assert [await stands(each, plan) for each in (li, zhao, sun)] == [standing] * 3

    asyncio.run(story())
