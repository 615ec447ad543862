"""A whole case over two laptops and the server, from the application to the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import NamedTuple

import pytest

from gridclient.actions.agreement_paper import Printable
from gridclient.actions.attachments import Attachments
from gridclient.actions.case_counts import By, CaseCounts, months_of
from gridclient.actions.case_papers import CasePapers
from gridclient.actions.conflicts import Conflicts
from gridclient.actions.mediation import AGREEMENT, PARTY, SESSION
from gridclient.actions.sync_status import SyncStatus
from gridclient.db.blob_files import BlobFolder
from gridclient.sync.files import Files
from gridclient.sync.transport import Transport
from gridcore.attachments import Attachment
from gridcore.fields import Values
from gridcore.ids import RecordId, UserId
from gridcore.papers.signing import signers
from gridcore.problems import ProblemError
from gridcore.roles import Role
from gridcore.workflows.case_file import Missing
from gridserver.app import build_app
from gridserver.db import accounts
from gridserver.db.blob_store import DiskStore
from gridserver.db.engine import Database
from gridserver.installation import Installation
from tests.fakes.loopback import serving
from tests.fakes.pictures import png
from tests.server import mediators
from tests.server.mediators import HOME, NOW, Office, Story, save, shown, step
from tests.server.seat import Seat

installation = mediators.installation
tell = mediators.tell
LEAK: Values = {"title": "漏水", "dispute_type": "02", "source": "01", "facts": "漏水。"}
BEFORE = "双方到场。"
FIRST, SECOND = "张桂英：要求赔偿三千二百元。", "李建国：愿意修理管道。"


@pytest.fixture(scope="module")
def address(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    blobs = DiskStore(tmp_path_factory.mktemp("blobs"))
    with serving(build_app(replace(installation, blobs=blobs))) as served:
        yield served


async def part(seat: Seat, case: RecordId, kind: str, **values: object) -> RecordId:
    form = await seat.mediation.new_part(case, kind)
    return await save(seat, form, values)  # type: ignore[arg-type]


async def both(*seats: Seat) -> None:
    """Twice around: what one sends the other gets."""
    for _ in range(2):
        for each in seats:
            await each.sync()


async def cut_off(seat: Seat, lines: int) -> None:
    """The server takes what is sent, and its answer breaks off."""
    seat.line.cut_after = lines
    with pytest.raises(ProblemError):
        await seat.sync()


def figures_of(seat: Seat) -> CaseCounts:
    """The figures of a mediator's own cases, for which no line is needed."""

    async def no_line() -> Transport:
        raise AssertionError

    return CaseCounts(seat.database, seat.ports, HOME, no_line, frozenset({Role.MEDIATOR}))


async def said(seat: Seat, case: RecordId) -> str:
    return (await shown(seat, case)).records.sessions[0].text("statements")


async def writes(seat: Seat, case: RecordId, statements: str) -> None:
    session = (await shown(seat, case)).records.sessions[0].record
    form = await seat.mediation.open_form(SESSION, session)
    told: Values = {"statements": statements}
    await save(seat, form, told)


def test_a_case_goes_from_the_application_to_the_archive_over_two_laptops_and_a_line_that_breaks(
    tell: Callable[[Story], None], database: Database, tmp_path: Path
) -> None:
    async def story(office: Office) -> None:
        ma, liu, sun = [await office.seat(user) for user in ("ma", "liu", "sun")]
        case = await shared_case(ma, liu)
        await step(ma, case, "in_mediation")
        await cut_off(ma, 0)
        await ma.sync()
        await cut_off(liu, 1)
        await both(ma, liu)
        assert (await shown(liu, case)).state == "in_mediation", "a member receives the case"

        await writes(ma, case, f"{FIRST}{BEFORE}")  # both without a line
        await writes(liu, case, f"{BEFORE}{SECOND}")
        for each in (ma, liu):
            await cut_off(each, 0)
        await both(ma, liu)
        assert await said(ma, case) == await said(liu, case)
        assert FIRST in await said(ma, case), "no sentence is lost"
        assert SECOND in await said(ma, case)

        told: Values = {"agreed": "李建国赔偿2600元。", "amount": 2_600}
        await save(liu, await liu.mediation.agreement_form(case), told)
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
        await cut_off(liu, 1)
        await both(liu, sun)
        await step(sun, case, "closed")
        await both(sun, ma, liu)
        counted = await figures_of(ma).own(months_of(2026, month=11))
        assert [each.record for each in counted.lines] == [case], "closed on the supervisor's day"
        assert [(each.code, each.amount) for each in counted.tables[By.RESULT]] == [("agreed_written", 2_600)]
        files = Attachments(ma.database, BlobFolder(tmp_path), ma.ports)
        file = await CasePapers(ma.database, ma.ports, files).listed(case)
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


async def shared_case(ma: Seat, liu: Seat) -> RecordId:
    """A registered case of two mediators with a session, on both laptops."""
    case = await save(ma, await ma.mediation.new_case(), LEAK)
    for side, name in (("applicant", "张桂英"), ("respondent", "李建国")):
        await save(ma, await ma.mediation.new_part(case, PARTY, {"role": side}), {"name": name})
    await step(ma, case, "registered")
    await part(ma, case, SESSION, place="调解室", rights_told=True, statements=BEFORE)
    await part(ma, case, "case_member", user="liu", member_role="mediator")
    await both(ma, liu)
    return case


def test_two_who_rewrite_one_sentence_see_both_and_lose_neither(tell: Callable[[Story], None]) -> None:
    async def story(office: Office) -> None:
        ma, liu = [await office.seat(user) for user in ("ma", "liu")]
        case = await shared_case(ma, liu)
        await writes(ma, case, FIRST)  # both without a line, and both in place of the same sentence
        await writes(liu, case, SECOND)
        await both(ma, liu)
        for seat in (ma, liu):
            asked = Conflicts(seat.database, HOME, seat.ports, frozenset({Role.MEDIATOR}), name="ma")
            (line,) = [each for each in await asked.open_lines() if each.subject_kind == SESSION]
            matter = await asked.matter(line.conflict)
            assert matter is not None
            assert matter.may_decide
            assert {FIRST, SECOND} <= {each.value for each in matter.choices}
            assert await said(seat, case) in (FIRST, SECOND), "one stands, the other one is shown beside it"

    tell(story)


def test_a_step_that_a_colleague_overtook_comes_back_with_its_reason_and_the_way_on_is_open(
    tell: Callable[[Story], None],
) -> None:
    async def story(office: Office) -> None:
        ma, liu = [await office.seat(user) for user in ("ma", "liu")]
        case = await shared_case(ma, liu)
        respondent = (await shown(liu, case)).records.parties[1].record
        form = await liu.mediation.open_form(PARTY, respondent)
        await save(liu, form, {"refused_on": "2026-11-22"})
        await liu.sync()
        await step(ma, case, "in_mediation")  # without a line: nobody has told this laptop
        await part(ma, case, SESSION, place="调解室", statements=FIRST)
        await both(ma, liu)
        (refused,) = (await SyncStatus(ma.database, HOME).overview()).refused
        assert (refused.verdict, refused.reason) == ("stale", "lacks:refused")
        for seat in (ma, liu):
            held = await shown(seat, case)
            assert held.state == "registered"
            assert {each.text("statements") for each in held.records.sessions} == {BEFORE, FIRST}
            steps = {each.rule.to: each.missing for each in held.steps}
            assert steps == {"in_mediation": (Missing.REFUSED,), "terminated": ()}
        await step(ma, case, "terminated", reason="一方拒绝调解")
        await both(ma, liu)
        assert (await shown(liu, case)).state == "terminated"

    tell(story)


def test_mediators_can_name_each_other_and_a_worker_nobody(
    tell: Callable[[Story], None], database: Database
) -> None:
    async def story(office: Office) -> None:
        ma, li, sun = [await office.seat(user) for user in ("ma", "li", "sun")]
        others = {"liu": "liu", "zhao": "zhao"}
        assert await ma.mediation.colleagues() == others, "and not oneself"
        assert await sun.mediation.colleagues() == {**others, "ma": "ma"}
        assert await li.mediation.colleagues() == {}
        assert await li.knows('"colleagues"') == []
        assert "line" in await ma.knows('"colleagues"')
        ma.line.heard.clear()
        await ma.sync()
        assert await ma.knows('"colleagues"') == [], "nobody came and nobody went"
        with database.write() as connection:
            accounts.disable_user(connection, UserId("zhao"), by="console", now=NOW)
        await ma.sync()
        assert await ma.mediation.colleagues() == {"liu": "liu"}
        case = await save(ma, await ma.mediation.new_case(), LEAK)
        for nobody in ("lliu", "zhao"):
            await part(ma, case, "case_member", user=nobody, member_role="mediator")
        await ma.sync()
        refused = (await SyncStatus(ma.database, HOME).overview()).refused
        assert [(each.kind, each.reason) for each in refused] == [("case_member", "unknown_colleague")] * 2
        assert (await shown(ma, case)).records.of("case_member") == []

    tell(story)


class _Papers(NamedTuple):
    """The papers at a seat, and what moves their attachments."""

    papers: CasePapers
    attachments: Attachments
    files: Files


def _papers_of(seat: Seat, folder: Path) -> _Papers:
    blobs = BlobFolder(folder)
    attachments = Attachments(seat.database, blobs, seat.ports)
    papers = CasePapers(seat.database, seat.ports, attachments)
    return _Papers(papers, attachments, Files(seat.database, blobs, seat.line))


def test_a_signature_that_was_drawn_on_one_laptop_is_printed_on_the_other(
    tell: Callable[[Story], None], tmp_path: Path
) -> None:
    async def story(office: Office) -> None:
        ma, liu = [await office.seat(user) for user in ("ma", "liu")]
        case = await shared_case(ma, liu)
        here, there = (_papers_of(each, tmp_path / who) for each, who in ((ma, "ma"), (liu, "liu")))
        paper = await here.papers.to_sign(case, "application/")
        assert paper is not None
        form = await ma.mediation.new_part(case, "signed_paper", paper.known)
        (signer,) = signers(paper.filed.paper)
        drawn = await here.attachments.attach(form, {}, png(90, 30), signer.file_name)
        assert isinstance(drawn, Attachment)
        await save(ma, form, paper.signed([drawn.element]))
        await both(ma, liu)
        asked = await there.papers.paper(case, "application/")
        assert asked is not None
        assert [each.picture for each in asked.drawn] == [b""], "it is asked for by looking"
        for each in (here, there):
            while await each.files.carry(Event()) is not None:
                pass
        found = await there.papers.paper(case, "application/")
        assert found is not None
        assert [each.picture for each in found.drawn] == [png(90, 30)]

    tell(story)
