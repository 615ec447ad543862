"""Any earlier value can be taken back: an edit like others, refused or proposed where that is the rule."""

from collections.abc import Callable

from gridclient.actions.histories import Offer
from gridclient.actions.records import Saved, StepTo
from gridcore.roles import Role
from gridcore.workflows.approval import VISIT_APPROVAL
from tests.client.actions.pasts import change_of, histories, told, two_laptops
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import PHONE, SCOPE, visit

Tell = Callable[[Story], None]


def test_an_earlier_value_is_taken_back_by_an_edit_with_the_present_base(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home, _ = await two_laptops(office)
        await zhang.edit("household", home, phone="13900003333")
        await zhang.sync()
        await li.sync()
        offer = await histories(li).offer(await change_of(li, "household", home, "phone"))
        assert isinstance(offer, Offer)
        assert (offer.now, offer.then, offer.is_own_last) == ("13900003333", PHONE, False)
        assert isinstance(await histories(li).take_back(offer), Saved)
        await li.sync()
        await zhang.sync()
        assert await zhang.value("household", home, "phone") == PHONE
        assert await zhang.rows("conflict") == []
        assert isinstance(await histories(li).undo(offer), Saved)
        assert await li.value("household", home, "phone") == "13900003333"

    tell(story)


def test_what_a_colleague_wrote_meanwhile_meets_the_value_that_was_taken_back(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home, _ = await two_laptops(office)
        await li.edit("household", home, phone="13900001111")
        await li.sync()
        await zhang.sync()
        offer = await histories(li).offer(await change_of(li, "household", home, "phone"))
        assert isinstance(offer, Offer)
        assert offer.is_own_last
        await histories(li).take_back(offer)
        await zhang.edit("household", home, phone="13900002222")
        await zhang.sync()
        await li.sync()
        (conflict,) = await li.rows("conflict")
        assert conflict.values["cell"] == "phone"

    tell(story)


def test_what_stands_already_or_is_gone_is_not_taken_back(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, person = await two_laptops(office)
        await li.edit("household", home, phone="13900001111")
        first = await change_of(li, "household", home, "phone")
        await li.edit("household", home, phone=PHONE)
        assert await histories(li).offer(first) == "same"
        await li.edit("resident", person, name="王大明")
        named = await change_of(li, "resident", person, "name")
        await li.sync()
        await li.records.remove(person)
        await li.sync()
        assert await histories(li).offer(named) == "gone"

    tell(story)


def test_who_may_not_edit_is_not_offered_the_way_back(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, _ = await two_laptops(office)
        await li.edit("household", home, phone="13900001111")
        reader = histories(li, roles=frozenset({Role.CARE_SPECIALIST}))
        history = await reader.history("household", home)
        assert not any(each.back or any(each.lost) for each in history.ways)
        assert await reader.offer(history.changes[0]) == "not_yours"

    tell(story)


def test_elements_of_a_set_are_taken_back_one_by_one(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home, _ = await two_laptops(office)
        await li.edit("household", home, tags=["volunteer"])
        await li.sync()
        await zhang.sync()
        await zhang.edit("household", home, tags=["service_post"])
        offer = await histories(zhang, "zhang").offer(
            await change_of(zhang, "household", home, "tags", "zhang")
        )
        assert isinstance(offer, Offer)
        await histories(zhang, "zhang").take_back(offer)
        assert await zhang.value("household", home, "tags") == ["volunteer"]

    tell(story)


def test_what_an_approval_closed_becomes_a_proposal_when_it_is_taken_back(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, _ = await two_laptops(office)
        sun = await office.supervisor()
        seen = await visit(li, home)
        await li.edit("visit", seen, said="请物业修灯")
        await li.records.take_step(await li.open("visit", seen), StepTo("submitted"))
        await li.sync()
        await sun.sync()
        form = await sun.open("visit", seen)
        seq = await sun.read(
            lambda c: c.exec_driver_sql("SELECT seq FROM confirmed WHERE id = ?", (seen,)).scalar_one()
        )
        saw = dict.fromkeys(sorted(VISIT_APPROVAL.covers), seq)
        await sun.records.take_step(form, StepTo("approved", saw=saw))
        await sun.sync()
        await li.sync()
        offer = await histories(li).offer(await change_of(li, "visit", seen, "said"))
        assert isinstance(offer, Offer)
        assert offer.is_proposal
        await histories(li).take_back(offer)
        await li.sync()
        (proposal,) = await li.rows("proposal")
        assert proposal.values["cell"] == "said"
        (proposed,) = [each for each in await told(li, seen, kind="visit") if each.what == "proposed"]
        assert (proposed.author, proposed.outcome, proposed.after) == ("li", "open", "身体好")
        await sun.sync()
        judged = await sun.open("proposal", proposal.id)
        seq = await sun.read(
            lambda c: c.exec_driver_sql("SELECT seq FROM confirmed WHERE id = ?", (proposal.id,)).scalar_one()
        )
        await sun.records.take_step(judged, StepTo("accepted", saw={"value": seq}))
        await sun.sync()
        await li.sync()
        (proposed,) = [each for each in await told(li, seen, kind="visit") if each.what == "proposed"]
        assert (proposed.outcome, proposed.decided_by) == ("accepted", "sun")

    tell(story)


def test_people_buildings_facilities_and_visits_have_a_history_of_their_own(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home, person = await two_laptops(office)
        place = await li.create("facility", SCOPE, name="助餐点", facility_kind="canteen")
        seen = await visit(li, home)
        building = (await li.rows("building"))[0].id
        await li.sync()
        await zhang.sync()
        await zhang.edit("facility", place, name="长者食堂")
        await zhang.edit("visit", seen, said="请物业修灯")
        await zhang.edit("building", building, name="一号楼")
        await zhang.edit("resident", person, name="王大明")
        await zhang.sync()
        await li.sync()
        for kind, record, field in (
            ("facility", place, "name"),
            ("visit", seen, "said"),
            ("building", building, "name"),
            ("resident", person, "name"),
        ):
            change = await change_of(li, kind, record, field)
            assert (change.author, change.device) == ("zhang", "laptop zhang-2"), kind

    tell(story)
