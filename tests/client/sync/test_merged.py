"""Records that a merge, or somebody, takes away while a form stands open: nothing typed is lost."""

from collections.abc import Callable

from sqlalchemy import Connection

from gridclient.actions.conflicts import Conflicts
from gridclient.actions.histories import Histories
from gridclient.actions.left_behind import LeftBehind
from gridclient.actions.records import Form, Unsaved
from gridclient.db.drafts import all_drafts
from gridclient.db.facts import save
from gridclient.db.merged import standing_here
from gridclient.db.pending import set_aside, unanswered
from gridclient.sync.transport import Transport
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Edit, Merge, Restore, Set, Text
from tests.client.sync.conftest import GRID, Office, Story
from tests.client.sync.homes import ADDRESS, SCOPE, household, visit
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
GROUP = GroupId("one and the same")
WORKER = frozenset({Role.GRID_WORKER})


async def does(laptop: Laptop, edit: Edit) -> None:
    """An edit that no form makes; also one of somebody who is gone."""
    former = {edit.id: ("resident", ScopeId(SCOPE))}
    await laptop.database.write(lambda c: save(c, COMMUNITY, [edit], "", former=former) and None)
    await laptop.sync()


async def two(office: Office) -> tuple[Laptop, Laptop, RecordId, RecordId, RecordId]:
    """A worker and a supervisor, a household, and somebody who was written down twice."""
    li, sun = await office.worker(), await office.supervisor()
    home = await household(li)
    one = await li.create("resident", household=home, name="王小明", phone="13800001111")
    other = await li.create("resident", household=home, name="王晓明")
    await li.sync()
    await sun.sync()
    return li, sun, home, one, other


async def merged(office: Office, sun: Laptop, loser: RecordId, winner: RecordId) -> None:
    """A supervisor says that two are one, another one agrees."""
    edit = Merge(0, GROUP, loser, winner)
    await sun.database.write(lambda connection: save(connection, COMMUNITY, [edit], "") and None)
    await sun.sync()
    office.agree()
    await sun.sync()


async def not_saved(laptop: Laptop, form: Form, **values: Value) -> Form | None:
    """The form to go on with, where a save cannot be what it was meant to be."""
    done = await laptop.records.save(form, values)
    assert isinstance(done, Unsaved)
    assert done.is_gone
    return done.instead


async def waiting(laptop: Laptop) -> list[Edit]:
    return [each.edit for each in await laptop.read(lambda c: unanswered(c, COMMUNITY, 100))]


def test_a_form_on_a_merged_record_opens_the_other_one_with_what_was_typed(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun, _, one, other = await two(office)
        form = await li.open("resident", one)
        await merged(office, sun, one, other)
        await li.sync()
        instead = await not_saved(li, form, remark="听力不好")
        assert instead is not None
        assert (instead.record, dict(instead.typed)) == (other, {"remark": "听力不好"})
        assert await waiting(li) == [], "nobody has looked at it beside what the other record says"
        again = await li.open("resident", other)
        assert dict(again.typed) == {"remark": "听力不好"}, "it would survive a crash"
        await li.save(again, None, **again.typed)
        await li.sync()
        assert await li.value("resident", other, "remark") == "听力不好"

    tell(story)


def test_a_draft_follows_the_record_that_was_kept(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun, home, one, other = await two(office)
        await li.records.keep_draft(await li.open("resident", one), {"remark": "听力不好"})
        flat = await household(li, "2号楼")
        await li.sync()
        await sun.sync()
        new = await li.records.open_form("resident", None, {"household": home})
        assert new is not None
        await li.records.keep_draft(new, {"household": home, "name": "新人"})
        await merged(office, sun, one, other)
        await merged(office, sun, home, flat)
        await li.sync()
        drafts = {each.id: each for each in await li.read(all_drafts)}
        assert drafts[f"resident/{other}"].record == other
        assert drafts[f"resident/{other}"].values == {"remark": "听力不好"}
        assert drafts[new.draft_id].values == {"household": flat, "name": "新人"}

    tell(story)


def test_typing_on_after_the_merge_keeps_the_draft_with_the_record_that_was_kept(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun, _, one, other = await two(office)
        form = await li.open("resident", one)
        await merged(office, sun, one, other)
        await li.sync()
        await li.records.keep_draft(form, {"remark": "听力不好"})
        (draft,) = await li.read(all_drafts)
        assert (draft.record, draft.values) == (other, {"remark": "听力不好"})
        await li.records.discard_draft(form)
        assert await li.read(all_drafts) == []

    tell(story)


def test_what_is_new_under_a_merged_record_hangs_on_the_one_that_was_kept(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun, home, _, _ = await two(office)
        flat = await household(li, "2号楼")
        await li.sync()
        await sun.sync()
        form = await li.records.open_form("resident", None, {"household": home})
        assert form is not None
        await merged(office, sun, home, flat)
        await li.sync()
        made = await li.save(form, None, name="新人")
        noted = await visit(li, home)
        await li.sync()
        assert await li.value("resident", made, "household") == flat
        assert await li.value("visit", noted, "household") == flat

    tell(story)


def test_who_sent_an_edit_of_the_loser_is_led_by_the_answer_alone(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun, _, one, other = await two(office)
        await li.edit("resident", one, remark="听力不好")
        await merged(office, sun, one, other)
        await li.sync()

        def without_notes(connection: Connection) -> RecordId:
            connection.exec_driver_sql("DELETE FROM shown_conflict")
            return standing_here(connection, one)

        assert await li.database.write(without_notes) == other

    tell(story)


def test_a_chain_of_merges_leads_to_its_end_and_back_when_it_is_undone(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun, home, one, other = await two(office)
        third = await li.create("resident", household=home, name="王小名")
        await li.sync()
        await sun.sync()
        await merged(office, sun, one, other)
        await merged(office, sun, other, third)
        await li.sync()
        assert await li.read(lambda connection: standing_here(connection, one)) == third
        await does(sun, Restore(0, GROUP, other))
        office.agree()
        await li.sync()
        assert await li.read(lambda connection: standing_here(connection, one)) == other
        assert await li.read(lambda connection: standing_here(connection, other)) == other

    tell(story)


async def taken_over(sun: Laptop) -> None:
    """A supervisor takes over what waits, each of it because its record went to another grid."""

    async def line() -> Transport:
        return sun.line

    left = LeftBehind(sun.database, COMMUNITY, sun.clock.ports, line)
    works = await left.waiting()
    assert {each.reason for each in works} == {"merged_elsewhere"}
    await left.take_over(works)
    await sun.sync()


async def went_elsewhere(office: Office) -> tuple[Laptop, Laptop, RecordId, RecordId, RecordId]:
    """A worker and a supervisor, a household, and somebody of it who is merged into one of another grid."""
    li, sun, home, one, _ = await two(office)
    away = await sun.create("building", "grid/grid-2", name="9号楼")
    room = await sun.create("room", building=away, unit=1, floor=1, room_number="101")
    flat = await sun.create("household", room=room, address="光明路9号")
    guest = await sun.create("resident", household=flat, name="王小铭")
    await sun.sync()
    return li, sun, home, one, guest


def test_a_record_that_went_into_one_of_another_grid_is_told_and_undone_without_its_name(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun, home, one, guest = await went_elsewhere(office)
        await merged(office, sun, one, guest)
        await li.sync()
        histories = Histories(li.database, COMMUNITY, li.records, roles=WORKER, user_name="li")
        history = await histories.history("household", home)
        (change,) = [each for each in history.changes if each.record == one]
        assert (change.what, change.title, change.author) == ("went_elsewhere", "王小明", "zhou")
        assert change.other is None
        assert "王小铭" not in repr(history)
        assert await histories.bring_back(change)
        await li.sync()
        assert await li.row("resident", one) is None, "a supervisor is asked"
        office.agree()
        await li.sync()
        assert await li.value("resident", one, "name") == "王小明"

    tell(story)


def test_unsent_work_on_a_record_that_went_to_another_grid_is_kept_and_comes_to_the_one_that_stands(
    tell: Tell,
) -> None:
    async def story(office: Office) -> None:
        li, sun, home, one, guest = await went_elsewhere(office)
        await li.edit("resident", one, remark="听力不好")
        form = await li.open("resident", one)
        noted = await visit(li, home)
        await merged(office, sun, one, guest)
        await li.sync()
        await li.save(form, None, phone="13900001111")
        await li.sync()
        aside = await li.read(lambda connection: set_aside(connection, COMMUNITY))
        assert {(each.verdict, each.extra) for each in aside} == {("parked", "merged_elsewhere")}
        assert {each.edit.cell for each in aside if isinstance(each.edit, Set | Text)} == {"remark", "phone"}
        assert await li.row("visit", noted) is not None
        await sun.sync()
        await taken_over(sun)
        assert await sun.value("resident", guest, "remark") == "听力不好"
        assert await sun.value("resident", guest, "phone") == "13900001111"
        await li.sync()
        assert {each.values["outcome"] for each in await li.rows("parked_answer")} == {"admitted"}

    tell(story)


def test_saving_what_somebody_removed_meanwhile_brings_it_up_for_a_decision(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun, _, one, _ = await two(office)
        form = await li.open("resident", one)
        await sun.records.remove(one)
        await sun.sync()
        await li.sync()
        assert await li.row("resident", one) is None
        await li.save(form, None, remark="他还住在这里")
        (edit,) = await waiting(li)
        assert isinstance(edit, Text)
        await li.sync()
        assert await li.value("resident", one, "remark") == "他还住在这里"
        assert len(await li.rows("conflict")) == 1

    tell(story)


def test_where_nothing_can_be_sent_any_more_nothing_is_written(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, _, _, one, _ = await two(office)
        form = await li.open("resident", one)
        new = await li.records.open_form("visit", None, {"household": "nobody knows it"})
        assert new is not None
        office.server.revoke("li", Role.GRID_WORKER, GRID)
        await li.sync()
        assert await not_saved(li, form, remark="听力不好") is None
        assert await not_saved(li, new, visited_on="2026-10-29", kind="contact", way="door", met=True) is None
        await li.records.keep_draft(form, {"remark": "听力不好"})
        assert await li.read(all_drafts) == []
        assert await waiting(li) == []
        assert await li.read(lambda connection: set_aside(connection, COMMUNITY)) == []

    tell(story)


def test_a_removal_that_was_synced_can_still_be_taken_back(tell: Tell) -> None:
    async def story(office: Office) -> None:
        _, sun, _, one, _ = await two(office)
        await sun.records.remove(one)
        await sun.sync()
        assert await sun.row("resident", one) is None
        await sun.records.restore(one, ("resident", ScopeId(SCOPE)))
        assert await sun.row("resident", one) is None, "what it was, only the server knows"
        await sun.sync()
        assert await sun.value("resident", one, "name") == "王小明"

    tell(story)


def test_a_merge_is_undone_from_the_list_of_decisions(tell: Tell) -> None:
    """Also of households in two grids, whose pair only the staff know."""

    async def story(office: Office) -> None:
        _, sun, home, _, other = await two(office)
        away = await sun.create("building", "grid/grid-2", name="9号楼")
        room = await sun.create("room", building=away, unit=1, floor=1, room_number="101")
        flat = await sun.create("household", room=room, address="光明路9号")
        await sun.sync()
        await merged(office, sun, home, flat)
        assert await sun.value("resident", other, "household") == flat
        conflicts = Conflicts(sun.database, COMMUNITY, sun.clock.ports, frozenset({Role.SUPERVISOR}))
        (line,) = await conflicts.decided_lines()
        assert line.title.words == ("光明路9号",)
        matter = await conflicts.matter(line.conflict)
        assert matter is not None
        assert matter.merged is not None
        assert matter.may_undo
        await conflicts.undo_merge(matter.merged)
        waiting = await conflicts.matter(line.conflict)
        assert waiting is not None
        assert waiting.merged is not None
        assert waiting.merged.is_undone
        await sun.sync()
        still = await conflicts.matter(line.conflict)
        assert still is not None
        assert still.merged is not None
        assert still.merged.is_undone, "another supervisor is asked"
        office.agree()
        end = await sun.sync()
        assert not end.differing
        assert await sun.value("household", home, "address") == ADDRESS
        assert await sun.value("resident", other, "household") == home
        decided = await conflicts.matter(line.conflict)
        assert decided is not None
        assert decided.merged is None, "they are two again"

    tell(story)
