"""Danger in a case: reported from its red card, remembered by the case, read by a supervisor."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.danger import CASE, HOUSEHOLD, DangerAsked, DangerReports
from gridclient.actions.records import Saved, Unsaved
from gridclient.db.pending import unanswered
from gridclient.ui.mediation.case_notices import DangerNotice, LimitsNotice
from gridclient.ui.mediation.danger_page import DangerPage
from gridcore.fields import Value, Values
from gridcore.ids import RecordId
from gridcore.sync.edits import Create
from tests.client.ui.conftest import until
from tests.client.ui.mediation.desk import COMMUNITY, MEDIATOR, TODAY, Desk, at_desk

TOLD: Values = {"said": "扬言动手。", "dangers": ["escalation"]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def reports_of(desk: Desk) -> DangerReports:
    return DangerReports(desk.database, desk.records, desk.ports, COMMUNITY, name=MEDIATOR)


def _has(heard: list[str], count: int) -> bool:
    return len(heard) == count


async def test_a_report_and_what_the_case_remembers_of_it_are_one_group_in_two_scopes(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case = await desk.found()
        reports = reports_of(desk)
        form = await reports.begin(DangerAsked(CASE, case))
        assert isinstance(await reports.save(form, TOLD), Saved)
        waiting = await desk.database.read(lambda c: unanswered(c, COMMUNITY, 100))
        shown = await desk.mediation.case(case)
    *_, report, mark = (each.edit for each in waiting)
    assert isinstance(report, Create)
    assert isinstance(mark, Create)
    assert report.grp == mark.grp
    assert [each.scope for each in waiting][-2:] == [f"restricted/{COMMUNITY}", f"case/{case}"]
    assert not {"said", "dangers"} & mark.cells.keys()
    assert shown is not None
    assert (
        "danger_unread" in {lack for each in shown.steps for lack in each.missing} or shown.state == "draft"
    )
    assert "acceptance_submitted" in [each.rule.to for each in shown.steps], "a supervisor is asked"


async def test_nobody_who_was_told_is_named_without_the_day(folder: Path) -> None:
    async with at_desk(folder) as desk:
        reports = reports_of(desk)
        form = await reports.begin(DangerAsked(HOUSEHOLD, RecordId("h")))
        done = await reports.save(form, {**TOLD, "told": ["police"]})
        assert isinstance(done, Unsaved)
        assert [(each.field, each.code) for each in done.problems] == [("told_on", "required")]
        assert isinstance(
            await reports.save(form, {**TOLD, "told": ["police"], "told_on": "2026-11-22"}), Saved
        )


async def test_what_was_typed_comes_back_where_it_was_typed_and_nowhere_else(folder: Path) -> None:
    async with at_desk(folder) as desk:
        reports = reports_of(desk)
        form = await reports.begin(DangerAsked(HOUSEHOLD, RecordId("h")))
        await reports.keep_draft(form, {"said": "听见"})
        again = await reports.begin(DangerAsked(HOUSEHOLD, RecordId("h")))
        other = await reports.begin(DangerAsked(HOUSEHOLD, RecordId("elsewhere")))
        assert (again.record, again.values["said"]) == (form.record, "听见")
        assert other.values.get("said") is None
        await reports.discard_draft(again)


async def test_today_tells_of_a_report_until_it_was_read_and_some_days_after(
    qtbot: QtBot, folder: Path
) -> None:
    async with at_desk(folder) as desk:
        parent = QWidget()
        qtbot.addWidget(parent)
        notice = DangerNotice(reports_of(desk), parent)
        heard: list[str] = []
        notice.told.connect(lambda: heard.append(notice.text()))
        receipt: dict[str, Value] = {"seen_on": "2026-11-20", "read_by": None, "read_at": None}
        for count, day in enumerate((None, "2026-11-21T01:00:00Z", "2026-11-01T01:00:00Z"), 1):
            read: dict[str, Value] = {"read_by": "孙主管", "read_at": day} if day else {}
            await desk.received("danger_receipt", "user/ma", {**receipt, **read})
            notice.reload()
            await until(partial(_has, heard, count))
    waits, was_read, is_over = heard
    assert "not read yet" in waits
    assert "孙主管" in was_read
    assert is_over == ""


async def test_today_tells_of_limits_of_cases_that_end(qtbot: QtBot, folder: Path) -> None:
    async with at_desk(folder) as desk:
        parent = QWidget()
        qtbot.addWidget(parent)
        notice = LimitsNotice(desk.mediation, parent)
        heard: list[str] = []
        notice.told.connect(lambda: heard.append(notice.text()))
        held: dict[str, Value] = {"title": "漏水", "progress": "in_mediation"}
        for count, accepted in enumerate(("2026-10-27", "2026-10-26"), 1):
            await desk.received("mediation_case", "case/mediation_case-1", {**held, "accepted_on": accepted})
            notice.reload()
            await until(partial(_has, heard, count))
    four_days, three_days = heard
    assert four_days == ""
    assert "3" in three_days
    assert "漏水" not in three_days, "what it is about is for the page of cases"


async def test_the_red_card_leads_to_the_report_and_then_says_how_it_stands(
    qtbot: QtBot, folder: Path
) -> None:
    async with at_desk(folder) as desk:
        case = await desk.found()
        page = desk.page()
        qtbot.addWidget(page)
        page.show()
        page.open_record(case)
        await until(page.view.danger.report.isVisible)
        asked: list[DangerAsked] = []
        page.danger_asked.connect(asked.append)
        page.view.danger.report.click()
        danger = DangerPage(reports_of(desk), lambda: TODAY)
        qtbot.addWidget(danger)
        danger.show()
        danger.open_record(asked[0])
        await until(lambda: danger.form.form is not None)
        assert danger.form.form is not None
        danger.form.form.restore({"said": "扬言动手。", "dangers": ["escalation"]})
        finished: list[str] = []
        danger.finished.connect(finished.append)
        danger.form.save_button.click()
        await until(lambda: bool(finished))
        page.page_shown()
        await until(lambda: len(page.view.danger.reports) == 1)
        assert "not yet sent" in page.view.danger.reports[0].text()
