"""A worker's visits of one month on paper: every number is counted from records, none is typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gridcore.codes import CodeList
from gridcore.codes.activities import MONTHLY_DUTY
from gridcore.codes.care import CONTACT_WAY
from gridcore.codes.visits import FOLLOW_UP, VISIT_KIND, VISIT_PURPOSE
from gridcore.papers.filled_paper import Line, Paper, Part, Statement, Table

_NOT_SAID = "未填"


@dataclass(frozen=True)
class MonthFigures:
    """What was counted; the mappings go by code, "" for visits that name none."""

    visits: int
    households: int
    people: int
    met: int
    declined: int
    by_purpose: Mapping[str, int]
    by_way: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_follow_up: Mapping[str, int]
    by_duty: Mapping[str, int]
    """What was done of the four of each month; here none is without a name."""


def month_report(month: str, worker: str, found: MonthFigures) -> Paper:
    """The report of a month (`YYYY-MM`) by duties, channels, kinds and what followed. It names nobody."""
    year, number = month.split("-")
    parts: list[Part] = [
        Line(f"{int(year)}年{int(number)}月　{worker}"),
        Statement(
            "合计：",
            f"走访{found.visits}次，涉及{found.households}户、{found.people}人；"
            f"见到{found.met}次，婉拒{found.declined}次。",
        ),
        Table(("每月四项（1+1）", "次数"), (70, 30), tuple(_duties(found.by_duty))),
        _table("四项职责", VISIT_PURPOSE, found.by_purpose, found.visits),
        _table("方式", CONTACT_WAY, found.by_way, found.visits),
        _table("走访类别", VISIT_KIND, found.by_kind, found.visits),
        _table("后续事项", FOLLOW_UP, found.by_follow_up, found.visits),
        Statement("", "各项数字由走访和网格活动记录自动汇总，供本人回顾工作。"),
    ]
    return Paper("走访工作月报", tuple(parts))


def _table(heading: str, codes: CodeList, counts: Mapping[str, int], total: int) -> Table:
    """A row for each code, also where there was none, for codes of newer lists, and for what was not said."""
    listed = [each.code for each in codes.enabled()]
    others = sorted(counts.keys() - {*listed, ""})
    rows = [(codes.text(each, "zh"), counts.get(each, 0)) for each in (*listed, *others)]
    if counts.get(""):
        rows.append((_NOT_SAID, counts[""]))
    told = tuple((name, str(count), _share(count, total)) for name, count in rows)
    return Table((heading, "次数", "占比"), (50, 25, 25), told)


def _duties(counts: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    for each in MONTHLY_DUTY.enabled():
        yield f"一月一{each.zh}", str(counts.get(each.code, 0))


def _share(count: int, total: int) -> str:
    return f"{100 * count / total:.1f}%" if total else "—"
