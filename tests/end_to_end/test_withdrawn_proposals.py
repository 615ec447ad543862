"""A proposal is withdrawn offline while a second person decides it: one of them counts, and both hear."""

import asyncio
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gridclient.actions.own_proposals import OwnProposal, OwnProposals
from gridclient.actions.review import Review, Submission
from gridclient.actions.sync_status import SyncStatus
from gridclient.ui.sync.reasons import reason_words
from gridcore.ids import UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridserver.db import accounts
from gridserver.db.accounts import Validity
from gridserver.installation import Installation
from tests.end_to_end.test_duplicates import NAMES, PORTS, ROLES, Laptop, all_sync, enrolled, written_twice
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import NOW, C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

NAMESAKE = UserId("the-other-li")


def of(laptop: Laptop) -> OwnProposals:
    return OwnProposals(laptop.session.database, C, PORTS, frozenset({Role.GRID_WORKER}))


async def standing(laptop: Laptop) -> list[OwnProposal]:
    return [*await of(laptop).lines()]


async def waiting(laptop: Laptop) -> tuple[Review, list[Submission]]:
    roles = frozenset({Role.SUPERVISOR})
    review = Review(laptop.session.database, C, PORTS, supervisor=NAMES["li"], roles=roles)
    found = [await review.submission(each) for each in await review.waiting()]
    return review, [each for each in found if each is not None]


async def accept(laptop: Laptop) -> None:
    review, (submission,) = await waiting(laptop)
    await review.decide(submission, next(each for each in submission.steps if each.to == "accepted"))


async def told(laptop: Laptop) -> list[str]:
    """What the Sync page says of what was put aside; afterwards its reader is done with it."""
    status = SyncStatus(laptop.session.database, C)
    refused = (await status.overview()).refused
    await status.dismiss([each.n for each in refused])
    return [reason_words(each.verdict, each.reason, each.kind) for each in refused]


def test_a_withdrawal_and_a_decision_that_meet_count_once_and_both_sides_are_told(
    qtbot: QtBot,
    tmp_path: Path,
    field: Installation,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(ROLES, NAMESAKE, Role.SUPERVISOR)
    with field.database.write() as connection:  # she bears the worker's very name
        accounts.create_user(connection, NAMESAKE, C, NAMES["li"], by="console", now=NOW)
        given = Assignment(NAMESAKE, Role.SUPERVISOR, C)
        accounts.assign(connection, C, given, Validity(date(2026, 1, 1)), by="console", now=NOW)

    async def story() -> None:
        async with AsyncExitStack() as stack:
            laptops = []
            for user in ("li", str(NAMESAKE)):
                laptops.append(await enrolled(tmp_path / user, field, address, user))
                stack.push_async_callback(laptops[-1].session.close)
            li, chief = laptops
            one, other, _ = await written_twice(li, "王建国")
            await all_sync(li, chief)

            await li.merge(keep=one)
            await all_sync(li, chief)
            (mine,) = await standing(li)
            assert (mine.is_open, mine.state, mine.title.words[0]) == (True, "open", "王建国")
            assert mine.since == PORTS.moment()
            assert await standing(chief) == [], "one name is not one person"

            assert await of(li).withdraw(mine)
            await accept(chief)
            (offline,) = await standing(li)
            assert (offline.is_open, offline.state, offline.is_waiting) == (False, "withdrawn", True)
            await li.sync()
            await all_sync(chief, li)
            assert await told(chief) == [reason_words_of_a_withdrawal()]
            assert await told(li) == []
            assert set(await chief.people()) == set(await li.people()) == {one, other}
            assert [each.state for each in await standing(li)] == ["withdrawn"]

            await li.merge(keep=one)
            await all_sync(li, chief)
            newest = next(each for each in await standing(li) if each.is_open)
            assert await of(li).withdraw(newest)
            await accept(chief)
            await chief.sync()
            await all_sync(li, chief)
            (sentence,) = await told(li)
            assert "It was decided before this arrived, and that counts" in sentence
            assert await told(chief) == []
            assert set(await chief.people()) == set(await li.people()) == {one}
            assert sorted(each.state for each in await standing(li)) == ["accepted", "withdrawn"]
            assert not await of(li).withdraw(newest), "what is decided is not withdrawn"

    asyncio.run(story())


def reason_words_of_a_withdrawal() -> str:
    return "Its author withdrew it before your decision arrived: there is nothing left to decide."
