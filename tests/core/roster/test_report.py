"""What was refused comes back as a workbook that can be corrected and imported again, and holds no more."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest

from demo.community import tiny
from demo.roster_file import FILTHY, write_roster
from gridcore.fields import Label
from gridcore.roster.columns import Column, column_of
from gridcore.roster.grids import Grids
from gridcore.roster.headings import REPORT_TITLES
from gridcore.roster.plan import RosterPlan
from gridcore.roster.report import report_sheets
from gridcore.roster.report_book import report_book
from gridcore.roster.rows import Verdict
from gridcore.roster.workbook import Area, Workbook, read_workbook
from tests.core.roster.written import (
    HEAD,
    HEADINGS,
    HUSBAND,
    codes,
    planned,
    planned_book,
    sheet,
)

NOW = datetime.datetime(2026, 11, 22, 8, tzinfo=datetime.UTC)
CHINESE = {"This community has no such grid.": "本社区没有这个网格。", "There is no name.": "没有姓名。"}


def speak(label: Label) -> str:
    return CHINESE.get(label.text, label.text)


def reported(plan: RosterPlan) -> bytes:
    return report_book(report_sheets(plan, speak), NOW)


def book_of(content: bytes) -> Workbook:
    found = read_workbook(content)
    assert isinstance(found, Workbook)
    return found


def again(content: bytes) -> RosterPlan:
    return planned_book(book_of(content))


def test_a_refused_row_comes_back_with_its_place_in_the_file_and_the_reason_in_two_languages() -> None:
    plan = planned(HEAD, ("第九网格", *HEAD[1:]))
    refused, checked, read_me = book_of(reported(plan)).sheets
    titles, row = refused.rows
    assert titles == (*HEADINGS, *REPORT_TITLES)
    assert row[:5] == ("第九网格", "和合里", "3号楼", "2", "501")
    assert row[-5:] == (
        "人员",
        "3",
        "未导入 refused",
        "Grid：本社区没有这个网格。",
        "Grid: This community has no such grid.",
    )
    assert len(checked.rows) == 1
    assert "1 rows were refused" in str(read_me.rows)


def test_the_report_itself_is_refused_for_the_same_reasons_until_somebody_corrects_it() -> None:
    wrong = ("第九网格", *HEAD[1:])
    content = reported(planned(wrong, HUSBAND))
    plan = again(content)
    assert [(each.verdict, codes(each)) for each in plan.rows] == [(Verdict.REFUSED, {"grid_unknown"})]
    assert plan.sheets[0].headings is not None
    assert plan.sheets[0].headings.unknown == ()
    corrected = [
        sheet(each.rows[0], *((("第一网格", *row[1:])) for row in each.rows[1:]), name=each.name)
        for each in book_of(content).sheets[:2]
    ]
    taken = planned_book(Workbook(tuple(corrected)))
    assert [each.verdict for each in taken.rows] == [Verdict.TAKEN]
    assert taken.created()["resident"] == 1


def test_columns_that_are_never_kept_and_those_that_nobody_knows_do_not_come_back() -> None:
    headings = (*HEADINGS, "民族", "政治面貌", "宗教信仰", "车位情况")
    wrong = ("第九网格", *HEAD[1:], "某族", "某党", "某教", "两个")
    content = reported(planned(wrong, headings=headings))
    parts = zipfile.ZipFile(io.BytesIO(content))
    everything = "".join(parts.read(each).decode("utf-8") for each in parts.namelist())
    for word in ("民族", "某族", "政治面貌", "某党", "宗教", "某教", "车位", "两个"):
        assert word not in everything
    assert "3 列按规定不导入" in everything


@pytest.mark.parametrize("danger", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x"])
def test_no_cell_becomes_a_formula_or_a_link(danger: str) -> None:
    content = reported(planned((danger, *HEAD[1:])))
    assert book_of(content).sheets[0].rows[1][0] == danger
    parts = zipfile.ZipFile(io.BytesIO(content))
    for part in (each for each in parts.namelist() if "worksheets/" in each):
        xml = parts.read(part).decode("utf-8")
        assert "<f>" not in xml
        assert "hyperlink" not in xml
        assert ' t="s"' in xml


def test_what_merged_cells_and_the_rows_above_say_stands_in_the_row_itself() -> None:
    merged = [Area(1, column, 2, column) for column in range(5)]
    plan = planned(
        (*HEAD[:9], "999901195603041246", None),
        (None, None, None, None, None, "", *HUSBAND[6:]),
        merged=merged,
    )
    places = [row[:5] for row in book_of(reported(plan)).sheets[0].rows[1:]]
    assert places == [("第一网格", "和合里", "3号楼", "2", "501")]
    above = planned(HEAD, (None, None, None, None, None, "王建国", "夫", "男", "没有的日子"))
    (row,) = book_of(reported(above)).sheets[1].rows[1:]
    assert row[:6] == ("第一网格", "和合里", "3号楼", "2", "501", "王建国")


def test_values_are_written_as_they_were_and_a_rounded_number_never_looks_exact() -> None:
    row = (
        *("第九网格", "和合里", "3号楼", 2.0, 501),
        *("张桂英", "户主", "女", datetime.datetime(1956, 3, 4), 999901195603041280.0, True),
    )
    (_, found) = book_of(reported(planned(row))).sheets[0].rows
    assert found[3:11] == ("2", "501", "张桂英", "户主", "女", "1956-03-04", "9.99901195603041e+17", "是")
    late = planned((*row[:8], datetime.datetime(1956, 3, 4, 8, 30), *row[9:]))
    assert book_of(reported(late)).sheets[0].rows[1][8] == "1956-03-04 08:30:00"


def test_a_heading_that_a_person_had_to_explain_comes_back_under_its_usual_name() -> None:
    headings = (*HEADINGS[:5], "谁", *HEADINGS[6:])
    chosen = {"人员": dict(enumerate(column_of(each) or Column.NAME for each in headings))}
    plan = planned(("第九网格", *HEAD[1:]), headings=headings, columns=chosen)
    (titles, _) = book_of(reported(plan)).sheets[0].rows
    assert titles[5] == "姓名"
    assert [codes(each) for each in again(reported(plan)).rows] == [{"grid_unknown"}]


def test_a_text_longer_than_a_cell_may_be_is_cut_and_not_lost() -> None:
    headings = (*HEADINGS, "备注")
    content = reported(planned(("第九网格", *HEAD[1:], "长" * 40_000), headings=headings))
    assert book_of(content).sheets[0].rows[1][11] == "长" * 32_767


def test_a_sheet_that_cannot_be_read_gives_a_report_without_rows() -> None:
    plan = planned(("a", "b"), headings=("甲", "乙"))
    assert [len(each.rows) for each in report_sheets(plan, speak)[:2]] == [1, 1]
    assert reported(plan)


def test_every_row_of_a_filthy_roster_is_read_again_as_it_was(tmp_path: Path) -> None:
    """Reasons that lie between rows may differ: the report holds only the rows that were told something."""
    made = tiny()
    write_roster(tmp_path / "roster.xlsx", made, dirt=FILTHY)

    names = {each.code: each.name for each in made.grids}

    def plan_of(content: bytes) -> RosterPlan:
        return planned_book(book_of(content), grids=Grids(made.code, names, names.keys()))

    between = {
        *("same_person", "person_elsewhere", "number_twice", "other_number", "name_variant", "two_heads"),
        *("maybe_elsewhere", "place_from_above", "household_differs", "building_elsewhere"),
        *("child_older", "stepchild_older", "parent_young", "number_as_text"),
    }
    first = plan_of((tmp_path / "roster.xlsx").read_bytes())
    told = [each for each in first.rows if each.notes and each.verdict is not Verdict.DROPPED]
    told.sort(key=lambda each: each.verdict is not Verdict.REFUSED)
    second = plan_of(reported(first))
    assert len(told) > 30
    assert len(second.rows) == len(told)
    for before, after in zip(told, second.rows, strict=True):
        assert after.names == before.names or Verdict.REFUSED in (before.verdict, after.verdict)
        assert after.address == before.address
        assert codes(after) - between == codes(before) - between
