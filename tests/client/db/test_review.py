"""A judgement counts for what was seen, says why, and is never about one's own work."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gridclient.actions.reveals import Reveals
from gridclient.actions.review import Review, Submission
from gridclient.db.history import Former, write_history
from gridcore.ids import RecordId
from gridcore.sync.edits import Edit, Set, Step, Text
from gridcore.workflows.approval import VISIT_APPROVAL
from tests.client.ui.conflicts.matters import about
from tests.client.ui.review.handed_in import (
    AGAIN,
    AGREEMENT,
    CARE,
    CASE,
    CONTACT,
    CONTACT_TOO,
    FOLLOWED,
    OWN,
    OWN_PROPOSAL,
    PROPOSAL,
    THEIRS_VISIT,
    Record,
    submitted_here,
)
from tests.client.ui.visits.store import (
    COMMUNITY,
    SUPERVISOR,
    SUPERVISOR_ROLES,
    WORKER_ROLES,
    Store,
    in_store,
)


def review(store: Store) -> Review:
    return Review(store.database, COMMUNITY, store.ports, supervisor=SUPERVISOR, roles=SUPERVISOR_ROLES)


async def submission(store: Store, record: Record) -> Submission:
    line = next(each for each in await review(store).waiting() if each.record == record[1])
    found = await review(store).submission(line)
    assert found is not None
    return found


def steps(edits: list[Edit]) -> list[Step]:
    return [each for each in edits if isinstance(each, Step)]


def test_what_waits_stands_by_worker_and_kind(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([CARE, CONTACT, CONTACT_TOO, THEIRS_VISIT, PROPOSAL, CASE, AGREEMENT], seq=20)
        found = await review(store).waiting()
        assert [(each.kind, each.author, each.sort) for each in found] == [
            ("visit", "李网格员", "care"),
            ("visit", "李网格员", "contact"),
            ("visit", "李网格员", "contact"),
            ("visit", "王海霞", "safety"),
            ("proposal", "李网格员", "follow_up"),
            ("agreement", "刘调解员", ""),
        ]
        assert found[-1].case == "k1"

    asyncio.run(in_store(tmp_path / "store", story))


def test_the_last_visit_of_the_same_person_stands_beside_it(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([CARE], seq=20)
        found = await submission(store, CARE)
        assert found.before is not None
        assert (found.before.visit, found.before.visited_on) == ("v0", "2026-10-20")
        assert {each.name for each in found.remarkable} == VISIT_APPROVAL.covers

    asyncio.run(in_store(tmp_path / "store", story))


def test_an_approval_carries_the_versions_that_were_on_the_screen(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([CARE], seq=20)
        found = await submission(store, CARE)
        await store.receive([CARE], seq=33)
        approve = next(each for each in found.steps if not each.needs_reason)
        await review(store).decide(found, approve)
        (step,) = steps(await store.edits())
        assert (step.source, step.to, step.base) == ("submitted", "approved", 20)
        assert step.saw == dict.fromkeys(VISIT_APPROVAL.covers, 20)
        assert await review(store).waiting() == []

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_return_writes_the_remark_and_its_field_with_the_step(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([CARE], seq=20)
        found = await submission(store, CARE)
        back = next(each for each in found.steps if each.needs_reason)
        await review(store).decide(found, back, "请写明由谁送修。", "said")
        edits = await store.edits()
        field, remark, step = edits
        assert isinstance(field, Set)
        assert isinstance(remark, Text)
        assert isinstance(step, Step)
        assert (field.cell, field.value) == ("remark_field", "said")
        assert (remark.cell, remark.value, remark.base) == ("remark", "请写明由谁送修。", 0)
        assert (step.to, step.reason) == ("returned", "请写明由谁送修。")
        assert len({each.grp for each in edits}) == 1

    asyncio.run(in_store(tmp_path / "store", story))


def test_own_work_and_disputed_work_are_not_offered(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        open_conflict = about("k1", ("visit", "s1"), "follow_up", "none", "errand", "incident")
        await store.receive([OWN, CARE, open_conflict], seq=20)
        await submitted_here(store, OWN)
        own, disputed = await submission(store, OWN), await submission(store, CARE)
        assert (own.obstacle, own.steps) == ("own", ())
        assert (disputed.obstacle, disputed.steps) == ("disputed", ())

    asyncio.run(in_store(tmp_path / "store", story))


def test_two_people_of_one_name_do_not_block_each_other(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        theirs = ("proposal", "q1", {**PROPOSAL[2], "author": SUPERVISOR, "user": "u-of-one-name"})
        await store.receive([OWN, theirs], seq=20)
        for each in (OWN, theirs):
            found = await submission(store, each)
            assert (found.line.author, found.obstacle) == (SUPERVISOR, "")
            assert [step.is_approval for step in found.steps] == [True, True]

    asyncio.run(in_store(tmp_path / "store", story))


def test_what_somebody_else_handed_in_again_is_nobodys_own_for_an_older_edit_of_this_laptop(
    tmp_path: Path,
) -> None:
    async def story(store: Store) -> None:
        await store.receive([OWN], seq=20)
        await submitted_here(store, OWN, seq=12)
        assert (await submission(store, OWN)).obstacle == ""

    asyncio.run(in_store(tmp_path / "store", story))


def test_an_own_proposal_can_be_withdrawn_and_nothing_else(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([OWN_PROPOSAL], seq=20)
        found = await submission(store, OWN_PROPOSAL)
        assert (found.obstacle, [step.to for step in found.steps]) == ("own", ["withdrawn"])
        await review(store).decide(found, found.steps[0])
        (step,) = steps(await store.edits())
        assert (step.source, step.to, step.base) == ("open", "withdrawn", 20)
        assert await review(store).waiting() == []

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_proposal_that_names_no_account_is_the_own_one_of_this_laptop_alone(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        here = ("proposal", "q1", {**PROPOSAL[2], "replica": "r-mine"})
        await store.receive([here], seq=20)
        assert (await submission(store, here)).obstacle == "own"
        await store.receive([PROPOSAL], seq=21)
        assert (await submission(store, PROPOSAL)).obstacle == ""

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_worker_is_offered_no_judgement(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([CARE], seq=20)
        worker = Review(store.database, COMMUNITY, store.ports, supervisor="某人", roles=WORKER_ROLES)
        (line,) = await worker.waiting()
        assert await worker.submission(line) is None

    asyncio.run(in_store(tmp_path / "store", story))


def test_only_contacts_that_lead_to_nothing_are_approved_together(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([CARE, CONTACT, CONTACT_TOO, FOLLOWED, THEIRS_VISIT, OWN], seq=20)
        await submitted_here(store, OWN)
        lines = await review(store).waiting()
        assert {each.record for each in lines if review(store).is_low_risk(each)} == {"s2", "s3"}
        assert await review(store).approve_all(lines) == 2
        found = steps(await store.edits())
        assert {each.id for each in found} == {"s2", "s3"}
        assert len({each.grp for each in found}) == 2, "one that is refused takes no other with it"

    asyncio.run(in_store(tmp_path / "store", story))


def test_what_changed_since_the_list_was_read_is_not_approved_unseen(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([CONTACT, CONTACT_TOO], seq=20)
        lines = await review(store).waiting()
        await store.receive([CONTACT], seq=30)
        assert await review(store).approve_all(lines) == 1
        assert [each.id for each in await store.edits()] == ["s3"]

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_proposal_is_accepted_for_the_value_that_was_seen(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([PROPOSAL], seq=20)
        found = await submission(store, PROPOSAL)
        change = await review(store).proposed(found)
        assert (change.subject, change.cell, change.before, change.value) == (
            RecordId("v0"),
            "follow_up",
            "none",
            "visit_again",
        )
        accept, decline = found.steps
        await review(store).decide(found, accept)
        (step,) = steps(await store.edits())
        assert (step.id, step.cell, step.to, step.saw) == ("q1", "progress", "accepted", {"value": 20})
        assert decline.needs_reason

    asyncio.run(in_store(tmp_path / "store", story))


def test_the_remark_and_what_stood_there_before_come_with_a_second_submission(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        await store.receive([AGAIN], seq=20)
        former = [
            Former(RecordId("s7"), "said", each, 10, None, "2026-11-16") for each in ("最早。", "后来。")
        ]
        await store.database.write(lambda connection: write_history(connection, former))
        found = await submission(store, AGAIN)
        assert found.judged.values["remark"] == "请写明需要。"
        assert found.judged.former == {"said": "后来。"}

    asyncio.run(in_store(tmp_path / "store", story))


def test_the_log_says_why_something_sensitive_was_looked_at(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        reveals = Reveals(store.database, store.ports)
        await reveals.note("care_reason", RecordId("c1"), "category", "决定该提案")
        await reveals.note("household", RecordId("h1"), "phone")
        rows = await store.database.read(
            lambda c: c.exec_driver_sql("SELECT kind, record, field, reason FROM revealed").all()
        )
        assert [tuple(each) for each in rows] == [
            ("care_reason", "c1", "category", "决定该提案"),
            ("household", "h1", "phone", None),
        ]

    asyncio.run(in_store(tmp_path / "store", story))
