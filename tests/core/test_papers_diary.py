"""A printed diary tells the day and keeps the masks."""

from gridcore.diary import NotedVisit
from gridcore.ids import RecordId
from gridcore.papers.diary import DiaryVisit, diary_paper
from gridcore.papers.filled_paper import Section, Statement, Table

ADDRESS = "春晓苑12号楼3单元0503"


def visit(
    follow_up: str = "errand", *, met: bool | None = True, declined: bool | None = None, name: str = "张桂英"
) -> DiaryVisit:
    noted = NotedVisit(RecordId("v1"), "care", "door", follow_up, met, declined, "0" * 8)
    return DiaryVisit(noted, name, ADDRESS)


def test_names_and_doors_are_masked_and_what_followed_is_told() -> None:
    paper = diary_paper("2026-11-23", "李网格员", "走访2次", [visit()], "老人盼着装电梯。\n\n已报物业。")
    assert "张桂英" not in str(paper)
    assert "0503" not in str(paper)
    (table,) = [each for each in paper.parts if isinstance(each, Table)]
    assert table.rows == (("张**", "春晓苑12号楼****", "关爱走访、上门", "代办事项"),)
    (section,) = [each for each in paper.parts if isinstance(each, Section)]
    assert section.paragraphs == ("老人盼着装电梯。", "已报物业。")
    assert "不作考核" in str([each for each in paper.parts if isinstance(each, Statement)])


def test_who_was_not_met_or_declined_stands_there_and_nothing_to_do_is_left_empty() -> None:
    visits = [visit("none", met=False), visit("", declined=True)]
    paper = diary_paper("2026-11-23", "李网格员", "走访2次", visits, "")
    (table,) = [each for each in paper.parts if isinstance(each, Table)]
    assert [row[2:] for row in table.rows] == [("关爱走访、上门、未见到", ""), ("关爱走访、上门、婉拒", "")]
    assert "（未填写）" in str(paper)


def test_a_day_without_visits_has_no_table() -> None:
    paper = diary_paper("2026-11-23", "李网格员", "便签1条", [], "值班。")
    assert not [each for each in paper.parts if isinstance(each, Table)]
