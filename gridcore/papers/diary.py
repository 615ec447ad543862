"""A day's diary on paper: names and addresses masked, the words of the visits left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from gridcore.codes.care import CONTACT_WAY
from gridcore.codes.visits import FOLLOW_UP, VISIT_KIND
from gridcore.diary import NotedVisit
from gridcore.masking import mask_address, mask_name
from gridcore.papers.filled_paper import Line, Paper, Part, Section, Statement, Table


@dataclass(frozen=True)
class DiaryVisit:
    """A visit of the day, with whose it was as far as that is known."""

    noted: NotedVisit
    name: str
    address: str


def diary_paper(day: str, author: str, counts: str, visits: Sequence[DiaryVisit], paragraph: str) -> Paper:
    """The diary of a day (ISO); `counts` are its numbers in words."""
    year, month, number = (int(each) for each in day.split("-"))
    parts: list[Part] = [
        Line(f"{year}年{month}月{number}日　{author}"),
        Statement("当日工作：", counts),
    ]
    if visits:
        parts.append(Table(("对象", "地址", "走访", "后续"), (16, 34, 30, 20), tuple(map(_row, visits))))
    written = [each for each in paragraph.splitlines() if each.strip()]
    parts.append(Section("民情小记", tuple(written) or ("（未填写）",)))
    parts.append(Statement("", "走访数字由当日记录自动汇总，供阅读，不作考核。"))
    return Paper("民情日记", tuple(parts))


def _row(visit: DiaryVisit) -> tuple[str, ...]:
    noted = visit.noted
    how = [VISIT_KIND.text(noted.kind, "zh"), CONTACT_WAY.text(noted.way, "zh")]
    if noted.declined:
        how.append("婉拒")
    elif noted.met is False:
        how.append("未见到")
    follow_up = FOLLOW_UP.text(noted.follow_up, "zh") if noted.follow_up not in ("", "none") else ""
    return mask_name(visit.name), mask_address(visit.address), "、".join(filter(None, how)), follow_up
