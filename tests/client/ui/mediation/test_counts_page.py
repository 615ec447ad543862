"""Figures of mediation: an own counter opens the cases that it counts; who sees no case gets figures."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event

from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook
from sqlalchemy import Connection

from gridclient.actions.case_counts import CaseCounts
from gridclient.db.confirmed import write_confirmed
from gridclient.db.shown import refresh
from gridclient.sync.transport import Call, Reply, Transport
from gridclient.ui.mediation.counts_page import CountsPage
from gridclient.ui.mediation.counts_words import CounterLine
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.reports.case_counts import YearOfCases
from gridcore.roles import Role
from gridcore.sync.stored import Confirmed
from gridcore.wire.case_counts import encode_year
from tests.client.ui.conftest import until
from tests.client.ui.file_dialogs import file_dialog, save_as
from tests.client.ui.mediation.desk import COMMUNITY, MEDIATOR, NOW, Desk, at_desk


def ended(
    number: int, day: str, kind: str, outcome: str = "agreed_written", amount: int = 0
) -> list[Confirmed]:
    case, scope = RecordId(f"case-{number}"), ScopeId(f"case/case-{number}")
    told: dict[str, Value] = {
        "title": f"第{number}件纠纷",
        "dispute_type": kind,
        "source": "01",
        "applied_on": "2026-01-02",
        "progress": "closed" if number % 2 else "archived",
        "outcome": outcome,
        "closed_on": day,
    }
    agreement: dict[str, Value] = {"case": case, "amount": amount, "agreed_on": day}
    made = [Confirmed(case, "mediation_case", scope, told, {}, 10 + number)]
    return made + [Confirmed(RecordId(f"a-{number}"), "agreement", scope, agreement, {}, 40 + number)] * bool(
        amount
    )


CASES = [
    *ended(1, "2026-02-10", "02", amount=2_600),
    *ended(2, "2026-02-28", "02", amount=900),
    *ended(3, "2026-08-13", "14", "terminated"),
    *ended(4, "2025-12-31", "02"),
]


async def receive(desk: Desk, records: Iterable[Confirmed]) -> None:
    held = [*records]

    def write(connection: Connection) -> None:
        write_confirmed(connection, held)
        refresh(connection, [each.id for each in held])

    await desk.database.write(write)


class Line:
    """A server that tells figures, as long as there is a line."""

    def __init__(self) -> None:
        self.is_there = True
        self.asked: list[str] = []

    def send(self, call: Call, stop: Event) -> Reply:
        if not self.is_there:
            raise ProblemError(ProblemCode.OFFLINE)
        self.asked.append(call.target)
        year = int(call.target.split("?")[0][-4:])
        tables = {"type": {"02": 11, "others": 6}, "quarter": {"2026-Q1": 17}}
        told = YearOfCases(year, 17, None, 42_000, tables)
        return Reply(200, {}, iter([encode_year(told)]), lambda: None)


@asynccontextmanager
async def counting(desk: Desk, qtbot: QtBot, line: Line, *roles: Role) -> AsyncIterator[CountsPage]:
    async def transport() -> Transport:
        return line

    counts = CaseCounts(desk.database, desk.ports, COMMUNITY, transport, frozenset(roles))
    page = CountsPage(counts, lambda: NOW, MEDIATOR)
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    page.page_shown()
    await until(lambda: page.rows.is_loaded and page.rows.rowCount() > 0)
    yield page


def lines_of(page: CountsPage) -> list[CounterLine]:
    found = [page.rows.row(at) for at in range(page.rows.rowCount())]
    return [each for each in found if each is not None]


def told(page: CountsPage) -> list[tuple[str, str, str]]:
    return [(each.what, each.cases, each.amount) for each in lines_of(page)]


async def test_each_counter_of_a_mediator_opens_the_cases_that_it_counts(
    qtbot: QtBot, tmp_path: Path
) -> None:
    async with at_desk(tmp_path / "store") as desk:
        await receive(desk, CASES)
        await desk.found()
        async with counting(desk, qtbot, Line(), Role.MEDIATOR) as page:
            assert [page.year.itemData(at) for at in range(page.year.count())] == [2026, 2025]
            found = told(page)
            assert found[0] == ("", "3", "3,500"), "what is closed or in the archive, and of this year"
            assert ("邻里纠纷", "2", "3,500") in found
            assert ("物业纠纷", "1", "") in found
            assert ("终止调解", "1", "") in found
            assert ("不满1千元", "1", "900") in found
            assert ("2/2026", "2", "3,500") in found
            assert ("quarter 3 of 2026", "1", "") in found
            assert "1 case(s) going on now" in page.note.text()
            for line in lines_of(page):
                page.open_counter(line)
                await until(lambda line=line: page.cases.rowCount() == int(line.cases))  # type: ignore[misc]
                assert page.lists_cases
                assert page.go_back()
            assert not page.go_back(), "the counters are the beginning of the page"

            asked: list[str] = []
            page.case_asked.connect(asked.append)
            page.open_counter(next(each for each in lines_of(page) if each.what == "物业纠纷"))
            await until(lambda: page.cases.rowCount() == 1 and page.cases.row(0) is not None)
            page.ledger.opened.emit(page.cases.row(0))
            assert asked == ["case-3"]
            sheet = await page.make_cases_sheet()
            assert sheet is not None
            assert "第3件纠纷" not in str(sheet), "no name goes to paper with a list"
            assert sheet.foot(0, 1).startswith("本页小计：1行")
            notices: list[str] = []
            page.told.connect(notices.append)
            page.save_file()
            save_as(await file_dialog(), tmp_path / "ledger")
            await until(lambda: "The file was saved. It names nobody." in notices)
            rows = CalamineWorkbook.from_path(str(tmp_path / "ledger.xlsx")).get_sheet_by_index(0).to_python()
            assert rows[2][1:4] == ["物业纠纷", "当事人申请", "终止调解"]
            assert "第3件纠纷" not in str(rows)
            page.go_back()

            page.period.setCurrentIndex(page.period.findData("1"))
            await until(lambda: bool(told(page)) and told(page)[0] == ("", "2", "3,500"))
            page.period.setCurrentIndex(page.period.findData(8))
            await until(lambda: bool(told(page)) and told(page)[0] == ("", "1", ""))
            assert not [each for each in lines_of(page) if each.key.startswith(("month", "quarter"))]


async def test_who_supervises_gets_figures_that_open_nothing_and_keeps_the_last_ones_without_a_line(
    qtbot: QtBot, tmp_path: Path
) -> None:
    async with at_desk(tmp_path / "store", Role.SUPERVISOR) as desk:
        line = Line()
        async with counting(desk, qtbot, line, Role.SUPERVISOR) as page:
            assert line.asked == [f"/counts/cases/2026?community={COMMUNITY}"]
            assert told(page) == [
                ("", "17", "42,000"),
                ("邻里纠纷", "11", ""),
                ("The rest together", "6", ""),
                ("quarter 1 of 2026", "17", ""),
            ]
            assert "fewer than five" in page.note.text(), "so few go on now"
            page.open_counter(lines_of(page)[1])
            assert not page.lists_cases
            assert not page.go_back()
        line.is_there = False
        async with counting(desk, qtbot, line, Role.SUPERVISOR) as again:
            assert told(again)[0] == ("", "17", "42,000")
            await until(lambda: "17" in str(told(again)) and "connection" in again.note.text())
            again.year.setCurrentIndex(1)
            await until(lambda: again.rows.rowCount() == 0)
            assert again.table.isVisible()


async def test_who_mediates_and_supervises_chooses_between_the_own_cases_and_the_community(
    qtbot: QtBot, tmp_path: Path
) -> None:
    async with at_desk(tmp_path / "store") as desk:
        await receive(desk, CASES)
        line = Line()
        async with counting(desk, qtbot, line, Role.MEDIATOR, Role.SUPERVISOR) as page:
            assert told(page)[0] == ("", "3", "3,500"), "the own cases come first"
            assert line.asked == [], "and for them nobody is asked"
            page.period.setCurrentIndex(page.period.findData(8))
            page.whose.setCurrentIndex(1)
            await until(lambda: bool(told(page)) and told(page)[0] == ("", "17", "42,000"))
            assert page.period_words() == "year 2026"
            assert not page.period.isVisible(), "of the community there are whole years alone"
            assert page.year.findData(2024) > 0
            page.open_counter(lines_of(page)[0])
            assert not page.lists_cases, "no case stands behind a figure of the community"
            assert await page.make_cases_sheet() is None
            page.whose.setCurrentIndex(0)
            await until(lambda: bool(told(page)) and told(page)[0] == ("", "1", ""))
            assert page.period.isVisible()
        async with counting(desk, qtbot, line, Role.MEDIATOR) as own:
            assert own.whose.isHidden()
