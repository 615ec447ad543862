"""What a colleague's program left empty that every form asks for: the case opens all the same."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from gridcore.fields import Value
from gridcore.ids import RecordId
from tests.client.ui.conftest import until
from tests.client.ui.mediation.desk import Desk, at_desk
from tests.client.ui.mediation.test_file_of_the_case import chips
from tests.client.ui.mediation.test_mediation_page import open_case, open_page, shown_texts


async def without_days(desk: Desk) -> RecordId:
    """A case with records that no form would have saved."""
    case = await desk.found()
    await desk.name_parties(case)
    await desk.step(case, "registered", "in_mediation")
    told: dict[str, dict[str, Value]] = {
        "mediation_session": {"place": "调解室"},
        "signed_paper": {"paper": "closing_report", "title": "卷宗"},
        "case_look": {"looked_by": "某人"},
    }
    for kind, cells in told.items():
        await desk.received(kind, f"case/{case}", {"case": case, **cells})
    return case


async def test_records_without_their_day_keep_nobody_from_the_case_nor_from_its_papers(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with at_desk(tmp_path / "store") as desk:
        case = await without_days(desk)
        async with open_page(desk, qtbot) as page:
            await open_case(page, case)
            await until(lambda: "调解室" in shown_texts(page.view))
            await until(lambda: "signed on —" in chips(page))
            await until(lambda: "known here" in shown_texts(page.view.looks))
        assert await desk.case_papers.whole(case) is not None
        listed = await desk.case_papers.listed(case)
    assert listed is not None
    assert [each.name for each in listed.papers if each.archived] == ["卷宗"]
