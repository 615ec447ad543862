"""A category of care is proposed by a specialist and decided by a supervisor, who receives no reasons."""

import asyncio
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from gridclient.actions.records import Records, Saved
from gridclient.actions.review import Review, Waiting
from gridclient.db.listing import row, rows
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.roles import Role
from gridserver.installation import Installation
from tests.server.field import G1, GRID_1, C, Laptop
from tests.server.homes import Home, move_in
from tests.server.seat import Seat, seated

WHY = "to decide about the category"
REMARK = "canary-remark-of-a-reason"


@pytest.fixture(scope="module")
def home(field: Installation, address: str) -> Home:
    li = Laptop(field, address, "li")
    made = move_in(li, GRID_1)
    assert set(li.sync().codes) == {"ok"}
    return made


async def make(seat: Seat, kind: str, **values: Value) -> RecordId:
    records = Records(seat.database, C, seat.ports)
    form = await records.open_form(kind)
    assert form is not None
    done = await records.save(form, values)
    assert isinstance(done, Saved), done
    return done.record


def review_of(seat: Seat) -> Review:
    return Review(seat.database, C, seat.ports, supervisor="sun", roles=frozenset({Role.SUPERVISOR}))


async def only_one(seat: Seat, reason: RecordId) -> tuple[Review, Waiting]:
    review = review_of(seat)
    found = []
    for each in await review.waiting():
        submission = await review.submission(each)
        assert submission is not None
        if (await review.proposed(submission)).subject == reason:
            found.append(each)
    assert len(found) == 1
    return review, found[0]


async def value_of(seat: Seat, reason: RecordId) -> Value:
    shown = await seat.database.read(partial(row, kind="care_reason", record=reason))
    assert shown is not None
    return shown.values["category"]


@pytest.mark.parametrize(("to", "category"), [("accepted", "E04"), ("declined", None)])
def test_a_supervisor_decides_about_a_category_without_receiving_reasons(
    to: str, category: str | None, home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        seat = partial(seated, installation=field, address=address, community=C)
        async with (
            seat(tmp_path / "zhao", user="zhao", role=Role.CARE_SPECIALIST) as zhao,
            seat(tmp_path / "sun", user="sun", role=Role.SUPERVISOR) as sun,
            seat(tmp_path / "li", user="li", role=Role.GRID_WORKER) as li,
        ):
            await zhao.sync()
            about: dict[str, Value] = {"resident": home.resident, "starts_on": "2026-01-01"}
            plan = await make(zhao, "care_plan", frequency="monthly", **about)
            reason = await make(zhao, "care_reason", plan=plan, category="E04", remark=REMARK)
            await zhao.sync()
            await sun.sync()
            await sun.sync()
            review, line = await only_one(sun, reason)
            assert line.title.words[0] == home.name, "who decides knows about whom"
            submission = await review.submission(line)
            assert submission is not None
            change = await review.proposed(submission)
            assert (change.value, change.title.words[0]) == ("E04", home.name)
            assert await sun.knows(REMARK) == []
            assert await review.look(submission, WHY)
            step = next(each for each in submission.steps if each.to == to)
            await review.decide(submission, step, "" if to == "accepted" else "材料不全")
            await sun.sync()
            for each in (zhao, sun, li):
                await each.sync()
            assert await value_of(zhao, reason) == category
            assert line.record not in {each.record for each in await review.waiting()}
            assert await sun.holds(reason) == []
            assert await li.knows(reason) == []
            noted = await zhao.database.read(partial(rows, kind="care_look"))
            (looked,) = [each for each in noted if each.values["plan"] == plan]
            told = [looked.values[each] for each in ("plan", "why", "looked_by")]
            assert told == [plan, WHY, "sun"], "who may read the reasons hears who looked, and why"
            assert await sun.knows(WHY) == [], "sealed, for whom it is"
            assert await li.knows(WHY) == []

    asyncio.run(story())


def test_what_waits_for_a_decision_is_sealed_on_the_server(
    home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with seated(tmp_path / "zhao", field, address, "zhao", Role.CARE_SPECIALIST, C) as zhao:
            await zhao.sync()
            plan = await make(
                zhao, "care_plan", resident=home.resident, starts_on="2026-01-01", frequency="monthly"
            )
            await make(zhao, "care_reason", plan=plan, category="E05", remark=REMARK)
            await zhao.sync()

    asyncio.run(story())
    with field.database.snapshot() as connection:
        rows = connection.execute(
            text("SELECT cells, sealed FROM record WHERE community_id = :c AND scope = :s"),
            {"c": C, "s": ScopeId(f"review/{G1}")},
        ).all()
    assert rows
    assert all(cells is None and sealed is not None for cells, sealed in rows)
