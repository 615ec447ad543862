"""A mediation case over real HTTP: made offline, kept apart, shared with the supervisor while it waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from gridclient.actions.agreement_paper import Printable
from gridclient.actions.mediation import AGREEMENT, CASE
from gridclient.db.confirmed import confirmed_record
from gridclient.db.facts import save as save_edits
from gridclient.db.left_behind import answers, waiting_work
from gridclient.sync.asking import first_line
from gridclient.sync.transport import Call
from gridcore.fields import Value, Values
from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.problems import ProblemError
from gridcore.reports.case_counts import YearOfCases
from gridcore.sync.edits import Create, Edit, Remove, Step
from gridcore.sync.stored import Stored
from gridcore.wire.case_counts import decode_year
from gridserver.db import records
from gridserver.installation import Installation
from tests.server import mediators
from tests.server.mediators import HOME, Office, Story, save, shown, step
from tests.server.seat import Seat

installation = mediators.installation
address = mediators.address
tell = mediators.tell

CANARIES = ("丹顶鹤漏水纠纷", "丹顶鹤事实", "丹顶鹤当事人", "丹顶鹤条款", "丹顶鹤结果", "10055501234")

COUNTED = "丹顶鹤只计数"


async def until_written(seat: Seat) -> RecordId:
    """A case with parties, a session and an agreement, every sensitive word a canary; not synced."""
    form = await seat.mediation.new_case()
    told: Values = {"title": CANARIES[0], "dispute_type": "02", "source": "01", "facts": CANARIES[1]}
    case = await save(seat, form, told)
    for side in ("applicant", "respondent"):
        party = await seat.mediation.new_part(case, "party", {"role": side})
        await save(seat, party, {"name": CANARIES[2], "phone": CANARIES[5]})
    await step(seat, case, "registered", "in_mediation")
    await save(
        seat,
        await seat.mediation.new_part(case, "mediation_session"),
        {"place": "调解室", "result": CANARIES[4]},
    )
    await save(seat, await seat.mediation.agreement_form(case), {"agreed": CANARIES[3]})
    return case


async def known_to(seat: Seat) -> list[str]:
    return [word for word in CANARIES if await seat.knows(word)]


def test_nobody_but_its_mediator_ever_receives_a_byte_of_a_case(tell: Callable[[Story], None]) -> None:
    async def story(office: Office) -> None:
        ma, liu, li, sun = [await office.seat(user) for user in ("ma", "liu", "li", "sun")]
        case = await until_written(ma)
        assert await known_to(ma) == list(CANARIES)  # the search for canaries finds them where they are
        await ma.sync()
        assert not (await shown(ma, case)).records.is_waiting
        for other in (liu, li, sun):
            await other.sync()
            await other.sync()
            assert await known_to(other) == []
            assert await other.mediation.cases() == []
        assert (await shown(ma, case)).state == "in_mediation"

    tell(story)


def test_the_supervisor_has_the_case_from_submission_to_decision_alone(
    tell: Callable[[Story], None],
) -> None:
    async def story(office: Office) -> None:
        ma, liu, li, sun = [await office.seat(user) for user in ("ma", "liu", "li", "sun")]
        case = await until_written(ma)
        await step(ma, case, "submitted", kind=AGREEMENT)
        await ma.sync()
        for each in (sun, li, liu):
            await each.sync()
        assert await known_to(li) == await known_to(liu) == []
        assert (await shown(sun, case)).agreement_state == "submitted"
        assert await sun.holds(CANARIES[3])
        assert await sun.mediation.looks.note(case)
        await step(sun, case, "approved", kind=AGREEMENT)
        await sun.sync()
        assert [word for word in CANARIES if await sun.holds(word)] == []
        assert await sun.mediation.case(case) is None
        await ma.sync()
        assert (await shown(ma, case)).agreement_state == "approved"
        assert [each.by for each in await ma.mediation.looks.of_case(case)] == ["sun"], (
            "who opened it is told"
        )
        assert not await sun.mediation.looks.note(case), "it is not on that laptop any more"
        with office.installation.database.snapshot() as connection:
            told = connection.exec_driver_sql("SELECT actor, object FROM audit WHERE action = 'open-case'")
            assert ("sun", case) in [tuple(each) for each in told]
        printable = await ma.papers.printable(case)
        assert isinstance(printable, Printable)
        assert printable.number.startswith("（2026）北辛人调字第")
        await ma.sync()
        for each in (sun, li, liu):
            await each.sync()
            assert [word for word in (*CANARIES, printable.number) if await each.holds(word)] == []
        assert await known_to(li) == await known_to(liu) == []

    tell(story)


def test_a_returned_agreement_comes_back_with_the_remark_and_goes_again(
    tell: Callable[[Story], None],
) -> None:
    async def story(office: Office) -> None:
        ma, sun = [await office.seat(user) for user in ("ma", "sun")]
        case = await until_written(ma)
        await step(ma, case, "submitted", kind=AGREEMENT)
        await ma.sync()
        await sun.sync()
        await step(sun, case, "returned", kind=AGREEMENT, reason="请写明付款日期")
        await sun.sync()
        assert await sun.mediation.case(case) is None
        await ma.sync()
        returned = await shown(ma, case)
        assert returned.agreement_state == "returned"
        assert returned.records.agreement is not None
        assert returned.records.agreement.values["remark"] == "请写明付款日期"
        await save(ma, await ma.mediation.agreement_form(case), {"agreed": "三日内付款"})
        await step(ma, case, "submitted", kind=AGREEMENT)
        await ma.sync()
        await sun.sync()
        again = await shown(sun, case)
        assert again.records.agreement is not None
        assert again.records.agreement.values["agreed"] == "三日内付款"

    tell(story)


def test_a_case_is_closed_by_the_supervisor_and_leaves_that_laptop_again(
    tell: Callable[[Story], None],
) -> None:
    async def story(office: Office) -> None:
        ma, sun = [await office.seat(user) for user in ("ma", "sun")]
        case = await until_written(ma)
        await step(ma, case, "terminated", reason="一方不愿继续")
        await step(ma, case, "closing_submitted")
        await ma.sync()
        await sun.sync()
        assert {each.rule.to for each in (await shown(sun, case)).steps} == {"closed", "return_visited"}
        await step(sun, case, "closed")
        await sun.sync()
        assert await sun.mediation.case(case) is None
        await ma.sync()
        closed = await shown(ma, case)
        assert closed.state == "closed"
        assert {each.rule.to for each in closed.steps} == {"archived", "in_mediation"}

    tell(story)


def test_two_mediators_print_offline_and_never_the_same_number(tell: Callable[[Story], None]) -> None:
    async def story(office: Office) -> None:
        ma, liu, sun = [await office.seat(user) for user in ("ma", "liu", "sun")]
        cases = [(ma, await until_written(ma)), (liu, await until_written(liu))]
        for seat, case in cases:
            await step(seat, case, "submitted", kind=AGREEMENT)
            await seat.sync()
        await sun.sync()
        for _, case in cases:
            await step(sun, case, "approved", kind=AGREEMENT)
        await sun.sync()
        numbers = set()
        for seat, case in cases:
            await seat.sync()
            printable = await seat.papers.printable(case)
            assert isinstance(printable, Printable)
            numbers.add(printable.number)
        assert len(numbers) == 2

    tell(story)


def test_the_servers_database_holds_no_word_of_a_case_in_clear(
    tell: Callable[[Story], None], installation: Installation
) -> None:
    async def story(office: Office) -> None:
        ma = await office.seat("ma")
        await until_written(ma)
        await ma.sync()

    tell(story)
    with installation.database.snapshot() as connection:
        tables = connection.exec_driver_sql(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        )
        texts = [
            str(connection.exec_driver_sql(f'SELECT t::text FROM "{name}" t').all())
            for name in tables.scalars().all()
        ]
    assert any(HOME in text for text in texts)
    assert [word for word in CANARIES for text in texts if word in text] == []


def test_figures_go_to_who_supervises_alone_and_no_word_of_a_case_goes_with_them(
    tell: Callable[[Story], None], installation: Installation
) -> None:
    with installation.database.write() as connection:
        records.insert(connection, installation.sealer, HOME, list(closed_cases()))

    async def story(office: Office) -> None:
        ma, li, sun = [await office.seat(user) for user in ("ma", "li", "sun")]
        found = await year_of(sun, 2024)
        assert (found.ended, found.amount) == (7, 7_000)
        assert found.tables["type"] == {"others": 7}, "six and one: the one is not told apart"
        assert found.tables["quarter"] == {"2024-Q1": 7}
        few = await year_of(sun, 2023)
        assert (few.ended, few.amount, few.tables) == (None, None, {})
        assert await sun.knows(COUNTED) == [], "no word came down with the figures"
        for seat in (ma, li):
            with pytest.raises(ProblemError):
                await year_of(seat, 2024)

    tell(story)
    with installation.database.snapshot() as connection:
        told = connection.exec_driver_sql(
            "SELECT actor, object FROM audit WHERE action = 'count-cases' ORDER BY n"
        )
        assert [tuple(each) for each in told] == [("sun", "2024"), ("sun", "2023")], "each look is audited"


def closed_cases() -> Iterator[Stored]:
    """Seven cases of a year, one of them of another type, and one of the year before."""
    for place, (kind, day) in enumerate(
        [("02", "2024-01-31")] * 6 + [("14", "2024-03-31"), ("02", "2023-05-01")]
    ):
        case, agreement = RecordId(f"counted-{place}"), RecordId(f"counted-agreement-{place}")
        told: dict[str, Value] = {"title": COUNTED, "facts": COUNTED, "dispute_type": kind}
        told |= {"progress": "closed", "outcome": "agreed_written", "closed_on": day}
        agreed: dict[str, Value] = {"case": case, "amount": 1_000, "agreed": COUNTED}
        scope = ScopeId(f"case/{case}")
        yield Stored(case, CASE, scope, told, {}, {}, 0)
        yield Stored(agreement, AGREEMENT, scope, agreed, {}, {}, 0)


async def year_of(seat: Seat, year: int) -> YearOfCases:
    call = Call("GET", f"/counts/cases/{year}?community={HOME}")
    return await asyncio.to_thread(first_line, seat.line, call, decode_year, Event())


def test_a_mediator_who_leaves_a_case_hands_over_unsent_work_and_keeps_nothing(
    tell: Callable[[Story], None],
) -> None:
    unsent = "丹顶鹤未发送"

    async def story(office: Office) -> None:
        ma, zhao, sun = [await office.seat(user) for user in ("ma", "zhao", "sun")]
        case = await until_written(ma)
        member = await named_member(ma, case, "zhao")
        await ma.sync()
        await zhao.sync()
        await zhao.sync()
        assert (await shown(zhao, case)).state == "in_mediation"
        assert await zhao.mediation.looks.note(case)
        await save(zhao, await zhao.mediation.open_form(CASE, case), {"requests": unsent})
        await write(ma, Remove(0, GroupId(ma.ports.new_id()), member, await seq_of(ma, member)))
        await ma.sync()
        await zhao.sync()
        assert [word for word in (*CANARIES, unsent) if await zhao.holds(word)] == []
        assert await zhao.mediation.cases() == []
        await sun.sync()
        left = [each for each in await sun.database.read(waiting_work) if each.author == "zhao"]
        assert {each.reason for each in left} == {"scope_left"}
        assert sorted(each.kind for each in left) == ["case_look", CASE]
        assert (await sun.knows(unsent), await sun.mediation.case(case)) == ([], None)
        for each in left:
            grp, way = GroupId(sun.ports.new_id()), ("waiting", "admitted")
            await write(sun, Step(0, grp, each.record, "progress", *way, each.base))
        await sun.sync()
        await ma.sync()
        await zhao.sync()
        assert (await shown(ma, case)).records.case.values["requests"] == unsent
        assert (await sun.knows(unsent), await sun.mediation.case(case)) == ([], None)
        heard = [(one.outcome, one.is_of_here, one.verdicts) for one in await zhao.database.read(answers)]
        assert heard == [("admitted", True, ("ok",))] * 2
        with office.installation.database.snapshot() as connection:
            opened = "SELECT DISTINCT actor FROM audit WHERE action = 'open-case' AND object = %s"
            assert connection.exec_driver_sql(opened, (case,)).scalars().all() == ["zhao"]

    tell(story)


async def write(seat: Seat, edit: Edit) -> None:
    at = seat.ports.moment()
    await seat.database.write(lambda connection: save_edits(connection, HOME, [edit], at))


async def named_member(seat: Seat, case: RecordId, user: str) -> RecordId:
    cells: dict[str, Value] = {"case": case, "user": user, "member_role": "mediator"}
    member = RecordId(seat.ports.new_id())
    await write(seat, Create(0, GroupId(seat.ports.new_id()), member, "case_member", cells))
    return member


async def seq_of(seat: Seat, record: RecordId) -> int:
    found = await seat.database.read(lambda connection: confirmed_record(connection, record))
    assert found is not None
    return found.seq
