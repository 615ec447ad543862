"""A history tells every change once: who, when, from what to what, whether it is sent; and the way back."""

import datetime
from collections.abc import Callable

from sqlalchemy import Connection

from gridclient.actions.histories import Change
from gridclient.actions.household_card import HouseholdCards
from gridclient.actions.record_history import THIS_COMPUTER, What, history_told
from gridclient.actions.records import StepTo
from gridclient.db.listing import Where
from gridclient.db.pending import EditState, Pending
from gridclient.db.record_history import HistoryFacts
from gridclient.db.went_back import UNKNOWN_KIND
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Set
from gridcore.sync.verdicts import VerdictCode
from gridcore.work_calendar import WorkCalendar
from tests.client.actions.pasts import WORKER, histories, told, two_laptops
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import PHONE, visit
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
Line = tuple[str, What, str, Value, Value]
DAY = datetime.date(2026, 10, 29)


def cards(laptop: Laptop, roles: frozenset[Role] = WORKER) -> HouseholdCards:
    """What cards are read with."""
    return HouseholdCards(laptop.database, COMMUNITY, WorkCalendar(), roles=roles)


def short(changes: list[Change]) -> list[Line]:
    """Without who and when."""
    return [(each.kind, each.what, each.field, each.before, each.after) for each in changes]


def test_an_edit_is_told_before_it_is_sent_and_marked_as_waiting(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, _ = await two_laptops(office)
        await li.edit("household", home, phone="13900001111", tags=["volunteer"])
        changes = await told(li, home)
        assert [line for line in short(changes) if line[1] == "changed"] == [
            ("household", "changed", "phone", PHONE, "13900001111"),
            ("household", "changed", "tags", None, ["volunteer"]),
        ]
        assert {(each.standing, each.author) for each in changes[:2]} == {("waiting", "li")}

    tell(story)


def test_after_a_sync_the_same_change_is_told_once_and_no_longer_waits(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, _ = await two_laptops(office)
        await li.edit("household", home, phone="13900001111")
        await li.edit("household", home, phone="13900002222")
        await li.sync()
        await li.sync()
        after = await told(li, home)
        phones = [(c.before, c.after, c.author) for c in after if c.field == "phone"]
        assert phones == [(PHONE, "13900002222", "li")], "the first of the two was never anybody else's"
        assert {each.standing for each in after} == {"on_server"}
        assert after[-1].what == "added"

        def back_up(connection: Connection) -> None:
            connection.exec_driver_sql("UPDATE next_n SET safe_n = acked_n - 1")

        await li.database.write(back_up)
        after = await told(li, home)
        assert {each.standing for each in after if each.field == "phone"} == {"on_server"}
        assert after[-1].standing == "backed_up"

    tell(story)


def test_a_field_that_was_empty_before_is_told_after_the_sync_too(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, _ = await two_laptops(office)
        await li.edit("household", home, tenure="rented")
        await li.edit("household", home, tags=["volunteer"])
        await li.sync()
        lines = short(await told(li, home))
        assert lines.count(("household", "changed", "tenure", None, "rented")) == 1
        assert lines.count(("household", "changed", "tags", None, ["volunteer"])) == 1

    tell(story)


def test_a_colleague_change_is_told_with_who_did_it_where_and_when(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home, person = await two_laptops(office)
        done_at = zhang.clock.ports.moment()
        await zhang.edit("household", home, phone="13900003333", tenure="rented")
        await zhang.edit("resident", person, status="away")
        await zhang.sync()
        li.clock.now += datetime.timedelta(hours=2)
        await li.sync()
        theirs = [c for c in await told(li, home) if c.author == "zhang"]
        assert {(c.kind, c.field, c.before, c.after) for c in theirs} == {
            ("household", "phone", PHONE, "13900003333"),
            ("household", "tenure", None, "rented"),
            ("resident", "status", "lives_here", "away"),
        }
        assert {c.standing for c in theirs} == {"received"}
        assert {c.device for c in theirs} == {"laptop zhang-2"}
        assert {done_at[:16]} == {c.at[:16] for c in theirs}, "when it was done, not when it was heard of"

    tell(story)


def test_whom_a_colleague_adds_is_told_with_the_name_of_the_colleague(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home, _ = await two_laptops(office)
        await li.sync()
        baby = await zhang.create("resident", household=home, name="王小小", status="lives_here")
        await zhang.sync()
        await li.sync()
        added = [c for c in await told(li, home) if c.what == "added" and c.record == baby]
        assert [(c.author, c.device) for c in added] == [("zhang", "laptop zhang-2")]

    tell(story)


def test_what_was_there_at_the_first_sync_is_nobodys_news(tell: Tell) -> None:
    async def story(office: Office) -> None:
        _, zhang, home, _ = await two_laptops(office)
        assert await told(zhang, home, "zhang") == []

    tell(story)


def test_what_was_done_here_names_this_computer(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, _ = await two_laptops(office)
        await li.edit("household", home, phone="13900001111")
        await li.sync()
        await li.edit("household", home, phone="13900002222")
        assert {c.device for c in await told(li, home)} == {THIS_COMPUTER}

    tell(story)


def test_who_changed_a_set_is_the_one_who_brought_the_element(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home, _ = await two_laptops(office)
        await li.edit("household", home, tags=["volunteer"])
        await li.sync()
        await zhang.edit("household", home, tags=["contact"])
        await zhang.sync()
        await li.sync()
        tags = [(c.before, c.after, c.author) for c in await told(li, home) if c.field == "tags"]
        assert tags[0] == (["volunteer"], ["contact", "volunteer"], "zhang")
        await zhang.edit("household", home, tags=["contact"])
        await zhang.sync()
        await li.sync()
        tags = [(c.before, c.after, c.author) for c in await told(li, home) if c.field == "tags"]
        assert tags[0] == (["contact", "volunteer"], ["contact"], "zhang"), "also who took one away"

    tell(story)


def test_who_came_and_who_was_taken_out_is_told(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, person = await two_laptops(office)
        baby = await li.create("resident", household=home, name="王小小", status="lives_here")
        await li.records.remove(person)
        whole = {(c.what, c.record): c.standing for c in await told(li, home) if not c.field}
        assert whole["added", baby] == "waiting"
        assert whole["removed", person] == "waiting"
        assert whole["added", home] == "on_server"
        await li.records.restore(person)
        assert ("restored", person) in {(c.what, c.record) for c in await told(li, home)}

    tell(story)


def test_names_of_people_are_known_also_of_who_was_just_removed(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, person = await two_laptops(office)
        await li.edit("household", home, head=person)
        await li.records.remove(person)
        history = await histories(li).history("household", home)
        assert history.names[person].words[0] == "王小明"

    tell(story)


def test_a_decided_conflict_tells_every_value_that_stood_in_it(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home, _ = await two_laptops(office)
        await li.edit("household", home, phone="13900001111")
        await zhang.edit("household", home, phone="13900002222")
        await li.sync()
        await zhang.sync()
        await li.sync()
        open_card = await cards(li).card(home, DAY)
        assert open_card is not None
        (conflict,) = open_card.conflicts
        assert (conflict.subject, conflict.cell) == (home, "phone")
        (row,) = await li.rows("conflict")
        seq = await li.read(
            lambda c: c.exec_driver_sql("SELECT seq FROM confirmed WHERE id = ?", (row.id,)).scalar_one()
        )
        await li.records.resolve(row.id, "13900001111", saw=seq)
        await li.sync()
        await li.sync()
        decided = [c for c in await told(li, home) if c.what == "decided"]
        assert [(c.field, c.after) for c in decided] == [("phone", "13900001111")]
        assert {each.value for each in decided[0].others} == {"13900002222"}
        closed = await cards(li).card(home, DAY)
        assert closed is not None
        assert closed.conflicts == []

    tell(story)


def test_the_card_counts_what_waits_and_shows_visits_latest_first(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, person = await two_laptops(office)
        await visit(li, home)
        early = await li.create(
            "visit", household=home, visited_on="2026-01-02", kind="contact", way="phone", met=False
        )
        card = await cards(li).card(home, DAY)
        assert card is not None
        assert [each.values["visited_on"] for each in card.visits] == ["2026-10-29", "2026-01-02"]
        assert card.visits[1].id == early
        assert card.waiting == 2
        assert [each.id for each in card.members] == [person]
        await li.sync()
        card = await cards(li).card(home, DAY)
        assert card is not None
        assert card.waiting == 0

    tell(story)


def test_members_stand_with_the_head_first_and_who_left_last(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, person = await two_laptops(office)
        wife = await li.create("resident", household=home, name="李梅", relation="10", status="lives_here")
        head = await li.create("resident", household=home, name="王强", relation="02", status="lives_here")
        gone = await li.create("resident", household=home, name="王奶奶", relation="01", status="deceased")
        await li.edit("household", home, head=head)
        card = await cards(li).card(home, DAY)
        assert card is not None
        assert [each.id for each in card.members] == [head, wife, person, gone]
        assert [each.id for each in card.living] == [head, wife, person]

    tell(story)


def test_an_unsaved_form_of_a_member_is_an_open_matter(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, person = await two_laptops(office)
        form = await li.open("resident", person)
        await li.records.keep_draft(form, {"name": "王大明"})
        fresh = await li.records.open_form("resident", None, {"household": home})
        assert fresh is not None
        await li.records.keep_draft(fresh, {"household": home, "name": "王小小"})
        card = await cards(li).card(home, DAY)
        assert card is not None
        assert {(each.kind, each.record) for each in card.drafts} == {
            ("resident", person),
            ("resident", None),
        }
        assert await li.rows("resident", Where("name", "=", "王小小")) == []

    tell(story)


def test_a_household_that_is_not_here_has_no_card(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, _, _ = await two_laptops(office)
        assert await cards(li).card(RecordId("nowhere"), DAY) is None
        assert await cards(li).values("household", RecordId("nowhere")) is None
        assert await cards(li).place(RecordId("nowhere")) is None

    tell(story)


def test_a_supervisor_who_may_not_visit_has_no_button_for_it(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, home, _ = await two_laptops(office)
        for role, may_visit, may_edit in (
            (Role.GRID_WORKER, True, True),
            (Role.SUPERVISOR, False, True),
            (Role.CARE_SPECIALIST, True, False),
            (Role.MEDIATOR, False, False),
        ):
            card = await cards(li, frozenset({role})).card(home, DAY)
            assert card is not None
            assert (card.may.record_visit, card.may.edit_household) == (may_visit, may_edit)

    tell(story)


def test_a_removal_names_who_removed_it_and_who_brought_it_back(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home, person = await two_laptops(office)
        await zhang.records.remove(person)
        await zhang.sync()
        await li.sync()
        (gone,) = [each for each in await told(li, home) if each.what == "removed"]
        assert (gone.author, gone.device, gone.title) == ("zhang", "laptop zhang-2", "王小明")
        (own,) = [each for each in await told(zhang, home, "zhang") if each.what == "removed"]
        assert (own.author, own.device) == ("zhang", THIS_COMPUTER)
        assert await histories(li).bring_back(gone)
        await li.sync()
        await zhang.sync()
        both = [each for each in await told(zhang, home, "zhang") if each.record == person and not each.field]
        assert [(each.what, each.author) for each in both] == [("restored", "li"), ("removed", "zhang")]
        assert (await zhang.row("resident", person)) is not None

    tell(story)


def test_who_follows_several_grids_is_told_of_an_own_removal_as_well(tell: Tell) -> None:
    async def story(office: Office) -> None:
        _, _, home, person = await two_laptops(office)
        sun = await office.supervisor()
        await sun.sync()
        await sun.records.remove(person)
        await sun.sync()
        await sun.sync()
        (gone,) = [each for each in await told(sun, home, "sun") if each.what == "removed"]
        assert (gone.author, gone.device, gone.title) == ("sun", THIS_COMPUTER, "王小明")

    tell(story)


def test_of_a_record_that_was_erased_or_left_no_removal_is_kept(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home, person = await two_laptops(office)
        sun, tian = await office.supervisor(), await office.supervisor("tian")
        await zhang.records.remove(person)
        await zhang.sync()
        await li.sync()
        await sun.sync()
        assert [each.title for each in await told(li, home) if each.what == "removed"] == ["王小明"]
        await sun.records.ask_to_erase(home, "moved abroad")
        await sun.sync()
        await tian.sync()
        (proposal,) = await tian.rows("proposal")
        form = await tian.open("proposal", proposal.id)
        seq = await tian.read(
            lambda c: c.exec_driver_sql("SELECT seq FROM confirmed WHERE id = ?", (proposal.id,)).scalar_one()
        )
        await tian.records.take_step(form, StepTo("accepted", saw={"value": seq}))
        await tian.sync()
        await li.sync()
        kept = await li.read(lambda c: c.exec_driver_sql("SELECT count(*) FROM removal").scalar_one())
        assert kept == 0

    tell(story)


def test_a_refused_edit_of_a_kind_that_this_program_does_not_know_leaves_the_rest_told() -> None:
    def refused(kind: str, value: str) -> Pending:
        edit = Set(1, GroupId("g"), RecordId("h1"), "phone", value, 0)
        aside, denied = EditState.ASIDE, VerdictCode.DENIED
        return Pending(
            1, "", edit, kind, ScopeId("grid/1"), aside, denied, None, None, "2026-10-29T01:00:00Z"
        )

    facts = HistoryFacts({}, {}, {}, [refused(UNKNOWN_KIND, "1"), refused("household", PHONE)], [], [])
    assert [(each.kind, each.after) for each in history_told(facts, "li")] == [("household", PHONE)]
