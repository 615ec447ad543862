"""Every verdict leaves the value where its author finds it: on the record, in a conflict, or set aside."""

from collections.abc import Callable

import pytest

from gridclient.actions.records import StepTo
from gridclient.actions.sync_status import SyncStatus
from gridclient.db.facts import facts
from gridclient.db.history import history_of
from gridclient.db.listing import Where
from gridclient.db.pending import set_aside
from gridcore.ids import RecordId
from gridcore.problems import ProblemError
from gridcore.roles import Role
from gridcore.sync.changes import saw_of
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows.approval import VISIT_APPROVAL
from tests.client.sync.conftest import GRID, Office, Story
from tests.client.sync.homes import ADDRESS, PHONE, household, visit
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]


async def shared_home(office: Office) -> tuple[Laptop, Laptop, RecordId]:
    """Two workers of one grid who both have a household."""
    li, zhang = await office.worker("li"), await office.worker("zhang")
    home = await household(li)
    await li.sync()
    await zhang.sync()
    return li, zhang, home


async def aside(laptop: Laptop) -> list[VerdictCode | None]:
    found = await laptop.read(lambda connection: set_aside(connection, COMMUNITY))
    return [each.verdict for each in found]


def test_the_same_value_from_two_laptops_is_no_conflict(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home = await shared_home(office)
        await li.edit("household", home, tenure="owner")
        await zhang.edit("household", home, tenure="owner")
        await li.sync()
        await zhang.sync()
        assert await zhang.rows("conflict") == []
        row = await zhang.row("household", home)
        assert row is not None
        assert (row.values["tenure"], row.waiting, row.disputed) == ("owner", False, False)

    tell(story)


def test_notes_of_two_laptops_are_merged_clause_by_clause(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home = await shared_home(office)
        await li.edit("household", home, remark="门前有狗。三楼。电梯坏了。")
        await li.sync()
        await zhang.sync()
        await li.edit("household", home, remark="门前有大狗。三楼。电梯坏了。")
        await zhang.edit("household", home, remark="门前有狗。三楼。电梯修好了。")
        await li.sync()
        await zhang.sync()
        await li.sync()
        for laptop in (li, zhang):
            assert await laptop.value("household", home, "remark") == "门前有大狗。三楼。电梯修好了。"

    tell(story)


def test_a_conflict_is_marked_on_both_laptops_and_gone_when_somebody_decided(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home = await shared_home(office)
        await li.edit("household", home, phone="13900000001")
        await zhang.edit("household", home, phone="13900000002")
        await li.sync()
        await zhang.sync()
        await li.sync()
        for laptop in (li, zhang):
            row = await laptop.row("household", home)
            assert row is not None
            assert row.disputed
            assert len(await laptop.rows("conflict", Where("progress", "=", "open"))) == 1
        conflict = (await zhang.rows("conflict"))[0].id
        form = await zhang.open("conflict", conflict)
        seq = form.seen.bases["progress"]
        assert isinstance(seq, int)
        await zhang.records.resolve(conflict, "13900000001", saw=seq, choice="li-1")
        row = await zhang.row("household", home)
        assert row is not None
        assert (row.values["phone"], row.disputed) == ("13900000001", False), "decided, before any sync"
        await zhang.sync()
        await li.sync()
        for laptop in (li, zhang):
            row = await laptop.row("household", home)
            assert row is not None
            assert (row.values["phone"], row.disputed) == ("13900000001", False)

    tell(story)


def test_what_is_typed_after_a_decision_is_shown(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home = await shared_home(office)
        await li.edit("household", home, phone="13900000001")
        await zhang.edit("household", home, phone="13900000002")
        for each in (li, zhang, li):
            await each.sync()
        (conflict,) = await li.rows("conflict")
        known = await li.read(lambda connection: facts(connection, conflict.id))
        assert known is not None
        assert known.confirmed is not None
        await li.records.resolve(conflict.id, "13900000002", saw=known.confirmed.seq)
        assert await li.value("household", home, "phone") == "13900000002"
        await li.edit("household", home, phone="13900000003")
        assert await li.value("household", home, "phone") == "13900000003"

    tell(story)


def test_a_value_that_lost_stays_in_the_history(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home = await shared_home(office)
        await li.edit("household", home, phone="13900000001")
        await li.sync()
        await zhang.sync()
        former = await zhang.read(lambda connection: history_of(connection, home))
        assert [(each.cell, each.value) for each in former] == [("phone", PHONE)]
        own = await li.read(lambda connection: history_of(connection, home))
        assert [(each.value, each.replaced_by) for each in own] == [(PHONE, "li")]

    tell(story)


def test_what_is_denied_leaves_the_record_and_waits_for_its_author(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        made = await laptop.create(
            "grid", "community", code="3301060010011009", name="第九网格", community="c"
        )
        await laptop.sync()
        assert await laptop.row("grid", made) is None
        assert await aside(laptop) == [VerdictCode.DENIED]
        page = SyncStatus(laptop.database, COMMUNITY)
        refused = (await page.overview()).refused
        assert [each.values["name"] for each in refused] == ["第九网格"]
        assert refused[0].reason
        await page.dismiss([refused[0].n])
        assert (await page.overview()).refused == []

    tell(story)


def test_a_step_that_came_too_late_is_set_aside_and_the_present_state_shown(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home = await shared_home(office)
        made = await visit(li, home)
        await li.sync()
        await zhang.sync()
        for laptop in (li, zhang):
            await laptop.records.take_step(await laptop.open("visit", made), StepTo("submitted"))
            assert await laptop.value("visit", made, "approval") == "submitted"
        await li.sync()
        await zhang.sync()
        assert await aside(zhang) == [VerdictCode.STALE]
        assert await zhang.value("visit", made, "approval") == "submitted"

    tell(story)


def test_a_proposed_value_is_shown_until_its_proposal_has_come(tell: Tell) -> None:
    async def story(office: Office) -> None:
        supervisor = await office.supervisor()
        li, _, home = await shared_home(office)
        made = await visit(li, home, "身体好")
        await li.records.take_step(await li.open("visit", made), StepTo("submitted"))
        await li.sync()
        await supervisor.sync()
        known = await supervisor.read(lambda connection: facts(connection, made))
        assert known is not None
        assert known.confirmed is not None
        step = StepTo("approved", saw=saw_of(VISIT_APPROVAL, known.confirmed))
        await supervisor.records.take_step(await supervisor.open("visit", made), step)
        await supervisor.sync()
        await li.sync()
        assert await li.value("visit", made, "approval") == "approved"
        await li.edit("visit", made, said="身体好，想吃面。")
        li.line.cut_after = 1
        with pytest.raises(ProblemError):
            await li.sync()
        assert await li.value("visit", made, "said") == "身体好，想吃面。"
        await li.sync()
        assert await li.value("visit", made, "said") == "身体好"
        assert [each.values["value"] for each in await li.rows("proposal")] == ["身体好，想吃面。"]
        assert await aside(li) == []

    tell(story)


def test_edits_of_a_scope_that_was_taken_away_are_parked_and_then_leave(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, zhang, home = await shared_home(office)
        await li.edit("household", home, phone="13900000001")
        office.server.revoke("li", Role.GRID_WORKER, GRID)
        await li.sync()
        assert [each.verdict.code for each in office.server.parked] == [VerdictCode.PARKED]
        assert await li.rows("household") == []
        await zhang.sync()
        assert await zhang.value("household", home, "phone") == PHONE
        await li.sync()
        assert await li.rows("household") == []

    tell(story)


def test_the_sync_page_counts_what_is_on_the_server(tell: Tell) -> None:
    async def story(office: Office) -> None:
        laptop = await office.worker()
        await laptop.sync()
        home = await household(laptop)
        page = SyncStatus(laptop.database, COMMUNITY)
        before = await page.overview()
        assert (before.on_server, before.saved) == (0, 3)
        assert [each.record for each in before.waiting][-1] == home
        assert before.waiting[-1].title.words == (ADDRESS,)
        await laptop.sync()
        after = await page.overview()
        assert (after.on_server, after.saved, after.waiting) == (3, 3, [])
        assert after.last_contact

    tell(story)
