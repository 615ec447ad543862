"""Ctrl+K finds cases and parties for who follows the case, and nothing of it once that is over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from sqlalchemy import Connection

from gridclient.actions.finder import Finder, Found
from gridclient.db.confirmed import write_confirmed
from gridclient.db.households import found_by
from gridclient.db.key_people import found_people
from gridclient.db.shown import refresh
from gridclient.db.visits import find_doors
from gridclient.desk_find import found_commands
from gridclient.sync.apply import Answer
from gridclient.sync.leaving import drop_scope
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.sync.stored import Confirmed
from tests.client.ui.mediation.desk import APPLICANT, APPLICATION, COMMUNITY, RESPONDENT, Desk, at_desk

SCOPE = ScopeId("case/k1")
TITLE, NUMBER = "春晓苑漏水纠纷", "（2026）北辛人调字第41号"
HELD: tuple[tuple[str, str, Mapping[str, Value]], ...] = (
    ("mediation_case", "k1", {**APPLICATION, "title": TITLE}),
    ("party", "y1", {**APPLICANT, "case": "k1"}),
    ("party", "y2", {**RESPONDENT, "case": "k1"}),
    ("agreement", "a1", {"case": "k1", "paper_number": NUMBER}),
)
TYPED = {
    "party": ("张桂英", "zhangguiying", "zgy", "李建", "5678"),
    "case": ("漏水", "春晓苑", "chunxiaoyuan", "cxyls"),
}


def told(folder: Path, story: Callable[[Desk], Awaitable[None]]) -> None:
    """Let it happen at a mediator's desk with one case that the server knows."""

    async def happen() -> None:
        async with at_desk(folder) as desk:
            await desk.database.write(_receive)
            await story(desk)

    asyncio.run(happen())


def _receive(connection: Connection) -> None:
    told = [Confirmed(RecordId(each), kind, SCOPE, dict(cells), {}, 60) for kind, each, cells in HELD]
    write_confirmed(connection, told)
    refresh(connection, [each.id for each in told])


async def hits(desk: Desk, text: str) -> list[Found]:
    return [*await Finder(desk.database).find(text)]


def test_a_party_is_found_by_name_pinyin_and_number_and_leads_to_the_case(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        for typed in TYPED["party"]:
            found = await hits(desk, typed)
            assert [(each.page, each.words[1]) for each in found] == [("mediation", TITLE)], typed
        opened = await desk.mediation.case((await hits(desk, "zgy"))[0].record)
        assert opened is not None
        assert opened.records.case.text("title") == TITLE

    told(tmp_path / "store", story)


def test_a_case_is_found_by_its_name_and_by_the_number_of_its_agreement(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        for typed in TYPED["case"]:
            assert [each.page for each in await hits(desk, typed)] == ["mediation"], typed
        (agreed,) = await hits(desk, "第41号")
        assert agreed.words == (TITLE, NUMBER)

    told(tmp_path / "store", story)


def test_who_may_not_open_cases_is_offered_none(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        finder = Finder(desk.database)
        for typed in ("张桂英", "漏水"):
            assert await found_commands(finder, typed, ["households", "notes"], lambda *_: None) == []
            assert len(await found_commands(finder, typed, ["mediation"], lambda *_: None)) == 1

    told(tmp_path / "store", story)


def test_no_list_of_the_grid_finds_anything_by_a_case(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        for typed in (*TYPED["party"], *TYPED["case"]):
            for find in (found_by, found_people, find_doors):
                assert not await desk.database.read(lambda connection: find(connection, typed))  # noqa: B023

    told(tmp_path / "store", story)


def test_who_leaves_a_case_keeps_nothing_of_it_in_the_search(tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        assert await hits(desk, "张桂英")
        left = Answer(COMMUNITY, "马建军", desk.ports.moment(), b"")
        assert await desk.database.write(lambda c: drop_scope(c, left, SCOPE))
        for typed in (*TYPED["party"], *TYPED["case"], "第41号"):
            assert await hits(desk, typed) == [], typed
        assert await desk.database.read(_held) == 0

    told(tmp_path / "store", story)


def _held(connection: Connection) -> int:
    """How many keys and texts of any record of a case the search holds."""
    keys = "SELECT count(*) FROM search_key WHERE kind IN ('party', 'mediation_case', 'agreement')"
    return int(connection.exec_driver_sql(keys).scalar_one())
