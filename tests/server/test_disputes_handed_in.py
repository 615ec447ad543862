"""A dispute handed in over real HTTP: it reaches the mediators alone, and only a receipt comes back."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path

from gridclient.actions.dispute_reports import DisputeAsked, DisputeReports
from gridclient.actions.records import Records, Saved
from gridclient.db.left_behind import waiting_work
from gridcore.fields import Values
from gridcore.ids import RecordId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridserver.db import accounts
from gridserver.installation import Installation
from tests.server import mediators
from tests.server.mediators import GRID, HOME, NOW, PEOPLE, Office, shown
from tests.server.seat import Seat

installation = mediators.installation
address = mediators.address

WORDS = ("丹顶鹤漏水争执", "丹顶鹤楼道", "丹顶鹤某人")
TOLD: Values = {"said": WORDS[0], "place": WORDS[1], "told_by": WORDS[2], "agreed": True}


def reports_of(seat: Seat, user: str) -> DisputeReports:
    return DisputeReports(seat.database, seat.ports, HOME, name=user, roles=frozenset({PEOPLE[user][0]}))


async def hand_in(seat: Seat, told: Values = TOLD) -> RecordId:
    begun = await reports_of(seat, "li").begin(DisputeAsked())
    assert begun is not None
    records = Records(seat.database, HOME, seat.ports)
    form = await records.open_form("dispute_report", None, begun.prefill)
    assert form is not None
    done = await records.save(form, told, scope=begun.scope)
    assert isinstance(done, Saved), done
    return done.record


async def held(seat: Seat) -> list[str]:
    return [word for word in WORDS if await seat.holds(word)]


async def ever_known(seat: Seat) -> list[str]:
    return [word for word in WORDS if await seat.knows(word)]


def test_a_dispute_goes_from_the_door_to_one_case_and_no_word_of_it_comes_back(
    tmp_path: Path, installation: Installation, address: str
) -> None:
    async def story() -> None:
        async with AsyncExitStack() as opened:
            office = Office(tmp_path, installation, address, opened)
            li, ma, liu, sun = [await office.seat(user) for user in ("li", "ma", "liu", "sun")]
            report = await hand_in(li)
            assert await held(li) == list(WORDS), "they wait to be sent"
            await li.sync()
            assert await held(li) == [], "what was handed in has left its author's laptop"
            (line,) = await reports_of(li, "li").handed_in()
            assert (line.outcome, line.is_waiting) == ("handed_in", False)

            for each in (ma, liu, sun):
                await each.sync()
            assert await ever_known(sun) == []
            for seat, user in ((ma, "ma"), (liu, "liu")):
                (told,) = await reports_of(seat, user).received()
                assert (told.id, told.values["said"], told.values["reported_by"]) == (report, WORDS[0], "li")
                assert await reports_of(seat, user).waiting() == 1

            # Both take it on without a line; the first to sync counts, and neither loses a case.
            first = await reports_of(ma, "ma").take_on(report, "02")
            second = await reports_of(liu, "liu").take_on(report, "14")
            assert first is not None
            assert second is not None
            assert await reports_of(ma, "ma").take_on(report, "02") is None, "once on each laptop"
            for each in (ma, liu, ma, liu, li, sun):
                await each.sync()
            case = (await shown(ma, first)).records.case
            assert case.values["facts"] == f"反映人：{WORDS[2]}\n{WORDS[0]}"
            assert (case.values["reported_by"], case.values["source"]) == ("li", "07")
            later = (await shown(liu, second)).records
            assert later.case.values["dispute_type"] == "14"
            assert later.is_second, "it is told that a colleague was first"
            assert not (await shown(ma, first)).records.is_second
            assert await ma.mediation.case(second) is None
            assert await reports_of(liu, "liu").waiting() == 0

            (line,) = await reports_of(li, "li").handed_in()
            assert (line.outcome, line.reason) == ("taken_on", "")
            for word in (*WORDS, first, second):
                assert not await li.holds(word), word
            assert await ever_known(sun) == []

    asyncio.run(story())


def test_who_turns_it_down_says_why_by_a_code_and_its_author_reads_that(
    tmp_path: Path, installation: Installation, address: str
) -> None:
    async def story() -> None:
        async with AsyncExitStack() as opened:
            office = Office(tmp_path, installation, address, opened)
            li, ma = [await office.seat(user) for user in ("li", "ma")]
            report = await hand_in(li)
            await li.sync()
            await ma.sync()
            assert await reports_of(ma, "ma").decline(report, "settled")
            assert not await reports_of(ma, "ma").decline(report, "settled"), "it is answered already"
            await ma.sync()
            await li.sync()
            found = {each.outcome: each.reason for each in await reports_of(li, "li").handed_in()}
            assert found["not_taken_on"] == "settled"

    asyncio.run(story())


def test_what_a_worker_had_not_sent_when_the_grid_was_taken_away_waits_for_the_supervisor(
    tmp_path: Path, installation: Installation, address: str
) -> None:
    async def story() -> None:
        async with AsyncExitStack() as opened:
            office = Office(tmp_path, installation, address, opened)
            li, sun = [await office.seat(user) for user in ("li", "sun")]
            await hand_in(li)
            with installation.database.write() as connection:
                role = Assignment(UserId("li"), Role.GRID_WORKER, GRID)
                accounts.end_assignment(connection, HOME, role, date(2026, 11, 21), by="console", now=NOW)
            await li.sync()
            await sun.sync()
            (left,) = await sun.database.read(waiting_work)
            assert left.kind == "dispute_report"
            assert await held(li) == []
            assert await ever_known(sun) == [], "its words are fetched one look at a time"

    asyncio.run(story())
