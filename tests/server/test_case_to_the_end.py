"""A whole case over two laptops and the server, from the application to the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gridclient.actions.agreement_paper import Printable
from gridclient.actions.case_papers import CasePapers
from gridclient.actions.mediation import AGREEMENT, PARTY, SESSION
from gridcore.fields import Values
from gridcore.ids import RecordId
from gridserver.app import build_app
from gridserver.db.engine import Database
from gridserver.installation import Installation
from tests.fakes.loopback import serving
from tests.server import test_mediation_apart as apart
from tests.server.seat import Seat
from tests.server.test_mediation_apart import Office, Story, save, shown, step

installation = apart.installation
tell = apart.tell
BEFORE = "双方到场。"
FIRST, SECOND = "张桂英：要求赔偿三千二百元。", "李建国：愿意修理管道。"


@pytest.fixture(scope="module")
def address(installation: Installation) -> Iterator[str]:
    with serving(build_app(installation)) as served:
        yield served


async def part(seat: Seat, case: RecordId, kind: str, **values: object) -> RecordId:
    form = await seat.mediation.new_part(case, kind)
    return await save(seat, form, values)  # type: ignore[arg-type]


async def both(*seats: Seat) -> None:
    """Twice around: what one sends the other gets."""
    for _ in range(2):
        for each in seats:
            await each.sync()


async def said(seat: Seat, case: RecordId) -> str:
    return (await shown(seat, case)).records.sessions[0].text("statements")


async def writes(seat: Seat, case: RecordId, statements: str) -> None:
    session = (await shown(seat, case)).records.sessions[0].record
    form = await seat.mediation.open_form(SESSION, session)
    told: Values = {"statements": statements}
    await save(seat, form, told)


def test_a_case_goes_from_the_application_to_the_archive_over_two_laptops(
    tell: Callable[[Story], None], database: Database, tmp_path: Path
) -> None:
    async def story(office: Office) -> None:
        ma, liu, sun = [await office.seat(user) for user in ("ma", "liu", "sun")]
        form = await ma.mediation.new_case()
        case = await save(
            ma, form, {"title": "漏水纠纷", "dispute_type": "02", "source": "01", "facts": "漏水。"}
        )
        for side, name in (("applicant", "张桂英"), ("respondent", "李建国")):
            await save(ma, await ma.mediation.new_part(case, PARTY, {"role": side}), {"name": name})
        await step(ma, case, "registered", "in_mediation")
        await part(ma, case, SESSION, place="调解室", rights_told=True, statements=BEFORE)
        await part(ma, case, "case_member", user="liu", member_role="mediator")
        await both(ma, liu)
        assert (await shown(liu, case)).state == "in_mediation", "a member receives the case"

        await writes(ma, case, f"{FIRST}{BEFORE}")  # both without a line
        await writes(liu, case, f"{BEFORE}{SECOND}")
        await both(ma, liu)
        assert await said(ma, case) == await said(liu, case)
        assert FIRST in await said(ma, case), "no sentence is lost"
        assert SECOND in await said(ma, case)

        await save(liu, await liu.mediation.agreement_form(case), {"agreed": "李建国赔偿2600元。"})
        await step(liu, case, "submitted", kind=AGREEMENT)
        await both(liu, sun)
        await step(sun, case, "approved", kind=AGREEMENT)
        await both(sun, liu, ma)
        await step(ma, case, "agreed_written")
        assert isinstance(await ma.papers.printable(case), Printable)
        party = (await shown(ma, case)).records.parties[1].record
        item = await part(ma, case, "performance_item", party=party, what="支付2600元", due="2026-11-25")
        await both(ma, liu)
        await save(liu, await liu.mediation.open_form("performance_item", item), {"done_on": "2026-11-22"})
        await step(liu, case, "performed")
        await part(liu, case, "return_visit", performed="whole", satisfied="satisfied", reconciled=True)
        await step(liu, case, "return_visited", "closing_submitted")
        await both(liu, sun)
        await step(sun, case, "closed")
        await both(sun, ma, liu)
        file = await CasePapers(ma.database, ma.ports).listed(case)
        assert file is not None
        assert file.missing == ()
        assert [each.kind for each in file.papers][-3:] == [
            "performance_proof",
            "return_visit_record",
            "closing_report",
        ]
        await step(ma, case, "archived")
        await both(ma, liu)
        assert (await shown(liu, case)).state == "archived"
        assert (await shown(liu, case)).steps == []

    tell(story)
