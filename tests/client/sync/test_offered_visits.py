"""A visit goes from one laptop to another when the colleague accepts it; until then it is whose it was."""

from __future__ import annotations

import datetime

from gridclient.actions.today import TodayList
from gridclient.actions.visit_changes import Changed, Move, Skip
from gridclient.actions.visit_offers import is_with_colleague, own_matters
from gridcore.work_calendar import WorkCalendar
from tests.client.sync.conftest import Office
from tests.client.sync.offering import (
    BOTH,
    COME_AGAIN,
    DAY,
    FIRST,
    Begin,
    Colleague,
    Tell,
    accepted,
    names,
    planned,
    promised,
)


@BOTH
def test_it_stays_the_owners_until_the_colleague_accepts(tell: Tell, begin: Begin) -> None:
    async def story(office: Office) -> None:
        team = await begin(office)
        await team.li.offer(" Zhang ", "休假")
        await team.sync()
        mine, theirs = await team.li.today(), await team.zhang.today()
        assert [each.offered_to for each in mine.due] == ["Zhang"]
        assert (theirs.due, theirs.soon, mine.asked) == ([], [], [])
        (asked,) = theirs.asked
        assert (asked.offers[0].offer.by, asked.offers[0].offer.reason) == ("li", "休假")

        assert await team.zhang.offers.accept(asked)
        await team.sync(team.zhang, team.li)
        mine, theirs = await team.li.today(), await team.zhang.today()
        assert (mine.due, names(mine.lent)) == ([], ["Zhang"])
        assert is_with_colleague(mine.lent[0])
        assert (len(theirs.due), theirs.asked, theirs.lent) == (1, [], [])
        assert [await each.told() for each in (team.li, team.zhang)] == [[], []]

    tell(story)


@BOTH
def test_what_is_declined_comes_back_with_the_reason_until_its_owner_puts_that_away(
    tell: Tell, begin: Begin
) -> None:
    async def story(office: Office) -> None:
        team = await begin(office)
        await team.li.offer("zhang")
        await team.sync()
        assert not await team.zhang.offers.decline(await team.zhang.asked(), " ")
        assert await team.zhang.offers.decline(await team.zhang.asked(), "那天有会")
        await team.sync(team.zhang, team.li)
        mine = await team.li.today()
        (back,) = mine.turned_down
        assert [each.offer.answer for each in back.offers] == ["那天有会"]
        assert (len(mine.due), mine.due[0].offered_to, mine.lent) == (1, "", [])
        assert (await team.zhang.today()).turned_down == []

        assert await team.li.offers.put_away(back)
        assert (await team.li.today()).turned_down == []
        await team.sync()
        await team.li.offer("zhang")
        await team.sync()
        assert (await team.zhang.asked()).offered_to == "zhang"

    tell(story)


@BOTH
def test_the_owner_withdraws_before_anybody_hears_of_it_or_after(tell: Tell, begin: Begin) -> None:
    async def story(office: Office) -> None:
        team = await begin(office)
        for is_heard in (False, True):
            await team.li.offer("zhang")
            if is_heard:
                await team.sync()
            (waiting,) = (await team.li.today()).due
            assert await team.li.offers.withdraw(waiting)
            (due,) = (await team.li.today()).due
            assert (due.offered_to, due.due.handed_over) == ("", False)
            await team.sync()
            theirs = await team.zhang.today()
            assert (theirs.asked, len(theirs.due)) == ([], 1)
        assert [await each.told() for each in (team.li, team.zhang)] == [[], []]

    tell(story)


@BOTH
def test_a_withdrawal_that_came_first_counts_and_the_colleague_is_told(tell: Tell, begin: Begin) -> None:
    async def story(office: Office) -> None:
        team = await begin(office)
        await team.li.offer("zhang")
        await team.sync()
        (waiting,) = (await team.li.today()).due
        assert await team.li.offers.withdraw(waiting)
        assert await team.zhang.offers.accept(await team.zhang.asked())
        assert len((await team.zhang.today()).due) == 1
        await team.sync()
        mine, theirs = await team.li.today(), await team.zhang.today()
        assert (len(mine.due), mine.lent, names(theirs.due)) == (1, [], [""])
        assert await team.zhang.told() == [FIRST.format("With whose it is")]

    tell(story)


@BOTH
def test_two_of_one_name_accept_offline_and_the_second_is_told(tell: Tell, begin: Begin) -> None:
    async def story(office: Office) -> None:
        team = await begin(office)
        namesake = Colleague("zhang", await office.worker("zhang-the-other"))
        await team.li.offer("zhang")
        await team.sync(team.li, team.zhang, namesake)
        for each in (team.zhang, namesake):
            assert await each.offers.accept(await each.asked())
        await team.sync(team.zhang, namesake, team.li)
        assert names((await team.li.today()).lent) == ["zhang"]
        assert (await team.zhang.told(), await namesake.told()) == (
            [],
            [FIRST.format("Accepted by the colleague")],
        )

    tell(story)


@BOTH
def test_a_visit_that_the_owner_makes_while_the_colleague_accepts_closes_the_matter(
    tell: Tell, begin: Begin
) -> None:
    async def story(office: Office) -> None:
        team = await begin(office)
        await team.li.offer("zhang")
        await team.sync()
        person = (await team.li.laptop.rows("resident"))[0].id
        await team.li.visit(team.home, resident=person)
        assert await team.zhang.offers.accept(await team.zhang.asked())
        await team.sync(team.li, team.zhang, team.li, team.zhang)
        for each in (team.li, team.zhang):
            found = await each.today()
            assert (found.due, found.asked, found.lent, found.turned_down) == ([], [], [], [])
            assert await each.told() == []
        assert len(await team.zhang.laptop.rows("visit")) == len(await team.li.laptop.rows("visit"))

    tell(story)


@BOTH
def test_who_has_it_offers_it_on_and_keeps_it_when_that_is_declined(tell: Tell, begin: Begin) -> None:
    async def story(office: Office) -> None:
        team = await accepted(begin, office)
        chen = Colleague("chen", await office.worker("chen"))
        await team.zhang.offer("chen")
        await team.sync(team.zhang, chen, team.li)
        assert names((await team.li.today()).lent) == ["zhang"]
        assert (await team.zhang.today()).due[0].offered_to == "chen"
        assert await chen.offers.decline(await chen.asked(), "休假")
        await team.sync(chen, team.zhang, team.li)
        assert names((await team.li.today()).lent) == ["zhang"]
        assert len((await team.zhang.today()).turned_down) == 1
        await team.zhang.offer("chen")
        await team.sync(team.zhang, chen)
        assert await chen.offers.accept(await chen.asked())
        await team.sync(chen, team.zhang, team.li)
        for each in (team.zhang, team.li):
            assert names((await each.today()).lent) == ["chen"]

    tell(story)


@BOTH
def test_who_accepted_moves_it_to_another_day_and_still_has_it(tell: Tell, begin: Begin) -> None:
    async def story(office: Office) -> None:
        team = await accepted(begin, office)
        (due,) = (await team.zhang.today()).due
        tomorrow = DAY + datetime.timedelta(days=1)
        assert isinstance(await team.zhang.changes.change(due, Move(tomorrow)), Changed)
        await team.sync(team.zhang, team.li)
        later = await TodayList(team.li.laptop.database, WorkCalendar(), "li").load(tomorrow)
        assert (later.due, names(later.lent)) == ([], ["zhang"])
        assert [each.due.due for each in later.lent] == [tomorrow]

    tell(story)


def test_the_owner_leaves_out_what_waits_for_an_answer_and_nobody_is_asked_any_more(tell: Tell) -> None:
    async def story(office: Office) -> None:
        team = await promised(office)
        await team.li.offer("zhang")
        await team.sync()
        (due,) = (await team.li.today()).due
        assert isinstance(await team.li.changes.change(due, Skip("已在社区办好")), Changed)
        await team.sync()
        for each in (team.li, team.zhang):
            found = await each.today()
            assert (found.due, found.asked, found.lent) == ([], [], [])

    tell(story)


def test_a_promise_is_whose_visit_recorded_it_and_everybody_else_reads_whose_it_is(tell: Tell) -> None:
    async def story(office: Office) -> None:
        team = await promised(office)
        mine, theirs = await team.li.today(), await team.zhang.today()
        assert [[one.owner for one in each.occasions] for each in (*mine.due, *theirs.due)] == [[""], ["li"]]
        assert own_matters(theirs.due[0]) == []
        await team.zhang.offer("li")
        assert (await team.zhang.today()).due[0].offered_to == "", (
            "what is somebody else's is not handed over"
        )

    tell(story)


def test_a_promise_at_the_door_of_a_planned_visit_goes_along_and_comes_back_with_it(tell: Tell) -> None:
    async def story(office: Office) -> None:
        team = await planned(office)
        await team.li.visit(team.home, recorded_at="2026-10-29T10:00:00Z", **COME_AGAIN)
        await team.sync()
        (due,) = (await team.li.today()).due
        assert (due.is_extra, len(due.occasions)) == (False, 1)
        await team.li.offer("zhang")
        await team.sync()
        asked = await team.zhang.asked()
        assert len(asked.offers) == 2
        assert await team.zhang.offers.accept(asked)
        await team.sync(team.zhang, team.li)
        mine, theirs = await team.li.today(), await team.zhang.today()
        assert (mine.due, len(mine.lent), len(theirs.due)) == ([], 1, 1)
        assert [each.owner for each in theirs.due[0].occasions] == ["li"]

    tell(story)


def test_what_a_laptop_of_before_handed_over_at_once_stays_with_whom_it_names(tell: Tell) -> None:
    async def story(office: Office) -> None:
        team = await planned(office)
        (due,) = (await team.li.today()).due
        await team.li.laptop.create(
            "visit_exception",
            **{"plan": due.person.plan, "period": due.due.period},
            **{"exception": "handed_over", "handed_to": "zhang"},
        )
        await team.sync()
        mine, theirs = await team.li.today(), await team.zhang.today()
        assert (mine.due, names(mine.lent), names(theirs.due)) == ([], ["zhang"], ["zhang"])
        assert not is_with_colleague(mine.lent[0])

    tell(story)
