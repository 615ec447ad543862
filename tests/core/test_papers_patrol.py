"""The sheet of a patrol says content, time and method, has a box for each finding, and names nobody."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from gridcore.fields import Value
from gridcore.papers.filled_paper import Line, Paper, Statement, Table
from gridcore.papers.patrol import patrol_sheet

DAY = datetime.date(2026, 11, 23)
PLAN: dict[str, Value] = {
    "content": "消防安全",
    "rhythm": "weekly",
    "hours": "工作日上午",
    "methods": ["on_foot", "in_pairs", "by_drone"],
    "starts_on": "2026-11-02",
    "mind": "雨天先看车棚。",
}


def told(paper: Paper) -> dict[str, str]:
    return {each.lead: each.text for each in paper.parts if isinstance(each, Statement) and each.lead}


def table(paper: Paper) -> Table:
    (found,) = [each for each in paper.parts if isinstance(each, Table)]
    return found


def test_the_sheet_says_content_time_and_method() -> None:
    paper = patrol_sheet(PLAN, "第一网格", ["消防通道"], DAY)
    assert paper.is_large
    assert paper.parts[0] == Line("第一网格　打印于2026年11月23日")
    found = told(paper)
    assert found["巡查内容："] == "消防安全"
    assert found["巡查时间："] == "每周，工作日上午"
    assert found["巡查方式："] == "步行、两人同行、by_drone"
    assert found["起止日期："] == "2026年11月2日起"
    assert found["注意事项："] == "雨天先看车棚。"


def test_each_point_has_a_box_for_each_finding_and_room_to_write() -> None:
    found = table(patrol_sheet(PLAN, "", ["消防通道", "车棚"], DAY))
    assert found.headings == ("序号", "点位", "正常", "发现\n问题", "未能\n到达", "发现情况")
    assert found.rows == (("1", "消防通道", "□", "□", "□", "\n"), ("2", "车棚", "□", "□", "□", "\n"))
    assert (sum(found.widths), len(found.widths)) == (100, len(found.headings))


def test_a_plan_without_points_leaves_rows_to_write() -> None:
    rows = table(patrol_sheet(PLAN, "", [], DAY)).rows
    assert len(rows) > 5
    assert {row[1] for row in rows} == {""}


def test_a_plan_with_an_end_says_both_days_and_what_is_not_said_takes_no_line() -> None:
    assert told(patrol_sheet(PLAN | {"ends_on": "2026-12-31"}, "", [], DAY))["起止日期："] == (
        "2026年11月2日至2026年12月31日"
    )
    assert set(told(patrol_sheet({"content": "防汛"}, "", [], DAY))) == {"巡查内容：", "本次巡查：", "用后："}


@given(
    st.dictionaries(
        st.sampled_from(sorted(PLAN)), st.none() | st.integers() | st.text() | st.lists(st.integers())
    )
)
def test_whatever_a_plan_holds_the_sheet_is_made(plan: dict[str, Value]) -> None:
    assert patrol_sheet(plan, "", ["x"], DAY).title
