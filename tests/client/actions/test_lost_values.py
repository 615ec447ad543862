"""What did not come to stand can still be taken: of a conflict, of a proposal, of a merge."""

from collections.abc import Callable

from gridclient.actions.histories import Change, Offer, Ways
from gridclient.actions.records import Saved, StepTo
from gridclient.db.facts import save
from gridcore.ids import GroupId, RecordId
from gridcore.roles import Role
from gridcore.sync.edits import Merge
from gridcore.workflows.approval import VISIT_APPROVAL
from tests.client.actions.pasts import WORKER, histories, two_laptops
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import PHONE, household, visit
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
LI, ZHANG = "13900001111", "13900002222"
SUPERVISOR = frozenset({Role.SUPERVISOR})


async def lines(
    laptop: Laptop,
    kind: str,
    record: RecordId,
    what: str,
    *,
    name: str = "li",
    roles: frozenset[Role] = WORKER,
) -> list[tuple[Change, Ways]]:
    """The changes of one sort, each with its ways back."""
    history = await histories(laptop, name, roles).history(kind, record)
    return [(c, ways) for c, ways in zip(history.changes, history.ways, strict=True) if c.what == what]


async def seq_of(laptop: Laptop, record: RecordId) -> int:
    seq: int = await laptop.read(
        lambda c: c.exec_driver_sql("SELECT seq FROM confirmed WHERE id = ?", (record,)).scalar_one()
    )
    return seq


async def taken_back(laptop: Laptop, way: Change | None) -> Offer:
    assert way is not None
    offer = await histories(laptop).offer(way)
    assert isinstance(offer, Offer)
    assert isinstance(await histories(laptop).take_back(offer), Saved)
    await laptop.sync()
    return offer


def test_of_a_decided_conflict_the_value_that_lost_and_the_one_before_can_stand_again(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home, _ = await two_laptops(office)
        await li.edit("household", home, phone=LI)
        await zhang.edit("household", home, phone=ZHANG)
        for each in (li, zhang, li):
            await each.sync()
        (conflict,) = await li.rows("conflict")
        await li.records.resolve(conflict.id, LI, saw=await seq_of(li, conflict.id))
        await li.sync()
        await li.sync()
        ((change, ways),) = await lines(li, "household", home, "decided")
        assert ([each.value for each in change.others], change.before) == ([ZHANG], PHONE)
        offer = await taken_back(li, ways.lost[0])
        assert (offer.now, offer.then, offer.is_own_last) == (LI, ZHANG, False)
        assert await li.value("household", home, "phone") == ZHANG
        await taken_back(li, ways.back)
        assert await li.value("household", home, "phone") == PHONE
        reader = await lines(li, "household", home, "decided", roles=frozenset({Role.CARE_SPECIALIST}))
        assert reader[0][1] == Ways(None, (None,))

    tell(story)


async def approved_visit(office: Office, li: Laptop, home: RecordId, sun: Laptop) -> RecordId:
    """A visit whose fields an approval closed: what is written there now is a proposal."""
    seen = await visit(li, home)
    await li.edit("visit", seen, needs=["chat"])
    await li.records.take_step(await li.open("visit", seen), StepTo("submitted"))
    await li.sync()
    await sun.sync()
    saw = dict.fromkeys(sorted(VISIT_APPROVAL.covers), await seq_of(sun, seen))
    await sun.records.take_step(await sun.open("visit", seen), StepTo("approved", saw=saw))
    await sun.sync()
    await li.sync()
    return seen


async def decided(sun: Laptop, li: Laptop, to: str) -> None:
    """The supervisor decides what waits."""
    await li.sync()
    await sun.sync()
    (proposal,) = [each for each in await sun.rows("proposal") if each.values["progress"] in (None, "open")]
    judged, seq = await sun.open("proposal", proposal.id), await seq_of(sun, proposal.id)
    await sun.records.take_step(judged, StepTo(to, saw={"value": seq}, reason="重复"))
    await sun.sync()
    await li.sync()


def test_of_an_accepted_proposal_the_value_before_and_of_a_declined_one_its_own_can_be_asked_for(
    tell: Tell,
) -> None:
    async def story(office: Office) -> None:
        li, _, home, _ = await two_laptops(office)
        sun = await office.supervisor()
        seen = await approved_visit(office, li, home, sun)
        await li.edit("visit", seen, said="请物业修灯")
        await li.sync()
        ((_, ways),) = await lines(li, "visit", seen, "proposed")
        assert ways == Ways(None, ()), "what waits is decided, not taken back"
        await decided(sun, li, "declined")
        ((change, ways),) = await lines(li, "visit", seen, "proposed")
        assert ways.back is None
        offer = await taken_back(li, ways.lost[0])
        assert (offer.then, offer.is_proposal, change.after) == ("请物业修灯", True, "请物业修灯")
        await decided(sun, li, "accepted")
        assert await li.value("visit", seen, "said") == "请物业修灯"
        newest = next(
            each for each in await lines(li, "visit", seen, "proposed") if each[0].outcome == "accepted"
        )
        offer = await taken_back(li, newest[1].back)
        assert offer.then == "身体好"
        await decided(sun, li, "accepted")
        assert await li.value("visit", seen, "said") == "身体好"

    tell(story)


def test_of_an_element_that_was_proposed_only_that_one_is_taken_back(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, _ = await two_laptops(office)
        sun = await office.supervisor()
        seen = await approved_visit(office, li, home, sun)
        await li.edit("visit", seen, needs=["chat", "medicine_reminder"])
        await decided(sun, li, "accepted")
        ((_, ways),) = await lines(li, "visit", seen, "proposed")
        offer = await taken_back(li, ways.back)
        assert (offer.now, offer.then) == (["chat", "medicine_reminder"], ["chat"])
        await decided(sun, li, "declined")
        declined = next(
            each for each in await lines(li, "visit", seen, "proposed") if each[0].outcome == "declined"
        )
        offer = await taken_back(li, declined[1].lost[0])
        assert (offer.now, offer.then) == (["chat", "medicine_reminder"], ["chat"])

    tell(story)


def test_of_two_that_became_one_it_is_told_which_stands_and_the_merge_can_be_undone(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun = await office.worker(), await office.supervisor()
        home, second = await household(li), await household(li)
        kept = await li.create("resident", household=home, name="王小明", status="lives_here")
        gone = await li.create("resident", household=second, name="王晓明", status="lives_here")
        await li.sync()
        await sun.sync()
        merge = Merge(0, GroupId("one"), gone, kept)
        await sun.database.write(lambda c: save(c, COMMUNITY, [merge], "") and None)
        await sun.sync()
        office.agree()
        await li.sync()
        await sun.sync()
        assert await lines(li, "household", second, "removed") == []
        ((change, ways),) = await lines(li, "household", second, "went_into")
        assert (change.title, change.other, change.author) == ("王晓明", kept, "zhou")
        history = await histories(li).history("household", second)
        assert history.names[kept].words[0] == "王小明"
        ((merged, other_way),) = await lines(li, "resident", kept, "merged")
        assert (merged.record, merged.other) == (kept, gone)
        for way in (ways.back, other_way.back):
            assert way is not None
            assert await histories(sun, "sun", SUPERVISOR).bring_back(way)
        await sun.sync()
        office.agree()
        await li.sync()
        assert {each.id for each in await li.rows("resident")} == {kept, gone}
        assert await lines(li, "household", second, "went_into") == []
        assert await lines(li, "resident", kept, "merged") == []

    tell(story)
