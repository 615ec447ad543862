"""Danger reported over real HTTP: it reaches the supervisor alone, who reads it, and that comes back."""

from __future__ import annotations

from collections.abc import Callable

from gridclient.actions.danger import CASE, HOUSEHOLD, DangerAsked, DangerReports
from gridclient.actions.mediation import PARTY, Lacking
from gridclient.actions.records import Records, Saved
from gridclient.actions.review import Review
from gridcore.fields import Values
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.workflows.case_file import Missing
from tests.server import mediators
from tests.server.mediators import HOME, Office, Story, save, shown, step
from tests.server.seat import Seat

installation = mediators.installation
address = mediators.address
tell = mediators.tell
AT_HOME, IN_DISPUTE = "丹顶鹤听见哭声", "丹顶鹤扬言动手"


def reports_of(seat: Seat, user: str) -> DangerReports:
    return DangerReports(seat.database, Records(seat.database, HOME, seat.ports), seat.ports, HOME, name=user)


async def hand_in(seat: Seat, user: str, asked: DangerAsked, said: str) -> None:
    reports = reports_of(seat, user)
    told: Values = {
        "said": said,
        "dangers": ["violence"],
        "told": ["police", "women"],
        "told_on": "2026-11-22",
        "told_at": "10:05",
    }
    assert isinstance(await reports.save(await reports.begin(asked), told), Saved)


def test_danger_goes_to_the_supervisor_alone_and_the_case_goes_on_when_it_was_read(
    tell: Callable[[Story], None],
) -> None:
    async def story(office: Office) -> None:
        ma, li, sun = [await office.seat(user) for user in ("ma", "li", "sun")]
        form = await ma.mediation.new_case()
        case = await save(ma, form, {"title": "纠纷", "dispute_type": "01", "source": "02"})
        for side, name in (("applicant", "张桂英"), ("respondent", "李建国")):
            await save(ma, await ma.mediation.new_part(case, PARTY, {"role": side}), {"name": name})
        await step(ma, case, "registered", "in_mediation")
        await save(ma, await ma.mediation.new_part(case, "mediation_session"), {"rights_told": True})
        await hand_in(ma, "ma", DangerAsked(CASE, case), IN_DISPUTE)
        await hand_in(li, "li", DangerAsked(HOUSEHOLD, RecordId("h")), AT_HOME)
        lacking = await ma.mediation.take_step(case, CASE, "agreed_oral")
        assert lacking == Lacking((Missing.DANGER_UNREAD,))
        for seat, user, said in ((ma, "ma", IN_DISPUTE), (li, "li", AT_HOME)):
            assert [each.is_waiting for each in await reports_of(seat, user).own()] == [True]
            await seat.sync()
            assert await seat.holds(said) == [], "what was handed in has left its author's laptop"
            (own,) = await reports_of(seat, user).own()
            assert (own.is_waiting, own.read_by) == (False, "")

        await sun.sync()
        roles = frozenset({Role.SUPERVISOR})
        review = Review(sun.database, HOME, sun.ports, supervisor="sun", roles=roles)
        waiting = await review.waiting()
        assert sorted((each.kind, each.author) for each in waiting) == [
            ("danger_report", "li"),
            ("danger_report", "ma"),
        ]
        assert await sun.mediation.case(case) is None, "the case itself stays with its mediators"
        for line in waiting:
            submission = await review.submission(line)
            assert submission is not None
            assert submission.judged.values["told"] == ["police", "women"]
            await review.decide(submission, submission.steps[0])
        assert await review.waiting() == []
        for each in (sun, ma, li):
            await each.sync()
        for seat, user in ((ma, "ma"), (li, "li")):
            (own,) = await reports_of(seat, user).own()
            assert own.read_by == "sun"
        (mark,) = (await shown(ma, case)).records.of("case_danger")
        assert mark.text("read_by") == "sun"
        await step(ma, case, "agreed_oral")
        liu = await office.seat("liu")
        for seat, words in ((liu, (AT_HOME, IN_DISPUTE)), (ma, (AT_HOME,)), (li, (IN_DISPUTE,))):
            assert [word for word in words if await seat.knows(word)] == []

    tell(story)
