"""The month report: every code has its row, shares are of all visits, and nobody is named."""

from gridcore.codes.visits import VISIT_PURPOSE
from gridcore.papers.filled_paper import Statement, Table
from gridcore.papers.month_report import MonthFigures, month_report

FIGURES = MonthFigures(
    visits=8,
    households=6,
    people=7,
    met=5,
    declined=1,
    by_purpose={"need": 2, "": 5, "newer": 1},
    by_way={"door": 8},
    by_kind={"care": 8},
    by_follow_up={},
    by_duty={"visit": 5, "talk": 1},
)


def tables(found: MonthFigures) -> list[Table]:
    return [each for each in month_report("2026-03", "赵颖", found).parts if isinstance(each, Table)]


def test_every_duty_has_a_row_and_so_has_what_was_not_said() -> None:
    rows = tables(FIGURES)[1].rows
    assert rows[0] == ("落实群众需求", "2", "25.0%")
    assert len(rows) == len(list(VISIT_PURPOSE.enabled())) + 2
    assert rows[-2:] == (("newer", "1", "12.5%"), ("未填", "5", "62.5%"))


def test_each_of_the_four_of_a_month_has_a_row_also_where_there_was_none() -> None:
    assert tables(FIGURES)[0].rows == (
        ("一月一走访", "5"),
        ("一月一宣讲", "1"),
        ("一月一服务", "0"),
        ("一月一宣传", "0"),
    )


def test_a_month_without_visits_has_no_shares() -> None:
    none = MonthFigures(0, 0, 0, 0, 0, {}, {}, {}, {}, {})
    assert {row[2] for table in tables(none)[1:] for row in table.rows} == {"—"}


def test_the_totals_are_told_in_one_sentence() -> None:
    (told,) = (e for e in month_report("2026-03", "赵", FIGURES).parts if isinstance(e, Statement) and e.lead)
    assert told.text == "走访8次，涉及6户、7人；见到5次，婉拒1次。"
