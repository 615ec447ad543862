"""A visit that a colleague has is taken back from them, wherever its offer stands."""

from __future__ import annotations

import pytest

from gridclient.actions.visit_changes import Changed, TakeBack
from gridclient.actions.visit_offers import is_with_colleague
from tests.client.sync.conftest import Office
from tests.client.sync.offering import (
    BOTH,
    Begin,
    Colleague,
    Tell,
    accepted,
    names,
)


@BOTH
def test_it_is_taken_back_with_a_reason_from_who_does_not_make_it(tell: Tell, begin: Begin) -> None:
    async def story(office: Office) -> None:
        team = await accepted(begin, office)
        (lent,) = (await team.li.today()).lent
        assert not await team.li.offers.take_back(lent, "")
        assert isinstance(await team.li.changes.change(lent, TakeBack("已调离")), Changed)
        await team.sync()
        mine, theirs = await team.li.today(), await team.zhang.today()
        assert (names(mine.due), mine.lent, mine.turned_down) == ([""], [], [])
        (taken,) = theirs.turned_down
        assert [each.offer.answer for each in taken.offers] == ["已调离"]
        assert await team.zhang.offers.put_away(taken)
        await team.sync(team.zhang, team.li)
        for each in (team.li, team.zhang):
            found = await each.today()
            assert (found.turned_down, names(found.due), found.lent) == ([], [""], [])
        await team.li.offer("zhang")
        await team.sync()
        assert (await team.zhang.asked()).offered_to == "zhang"

    tell(story)


@pytest.mark.parametrize("left", ["declined", "withdrawn", "waiting"])
@BOTH
def test_it_is_taken_back_from_who_has_it_also_after_they_offered_it_on(
    tell: Tell, begin: Begin, left: str
) -> None:
    async def story(office: Office) -> None:
        team = await accepted(begin, office)
        chen = Colleague("chen", await office.worker("chen"))
        await team.zhang.offer("chen")
        if left == "withdrawn":
            (waiting,) = (await team.zhang.today()).due
            assert await team.zhang.offers.withdraw(waiting)
        await team.sync(team.zhang, chen, team.li)
        if left == "declined":
            assert await chen.offers.decline(await chen.asked(), "休假")
            await team.sync(chen, team.li)
        (lent,) = (await team.li.today()).lent
        assert is_with_colleague(lent)
        assert await team.li.offers.take_back(lent, "已调离")
        await team.sync(team.li, team.zhang, chen, team.li)
        mine, theirs, third = [await each.today() for each in (team.li, team.zhang, chen)]
        assert (names(mine.due), mine.lent) == ([""], [])
        assert (third.asked, third.turned_down) == ([], []), "it was never theirs"
        (taken,) = theirs.turned_down
        assert [each.offer.answer for each in taken.offers] == ["已调离"]
        assert await team.zhang.offers.put_away(taken)
        await team.sync(team.zhang, team.li)
        assert (await team.zhang.today()).turned_down == []
        assert [await each.told() for each in (team.li, team.zhang, chen)] == [[], [], []]

    tell(story)
