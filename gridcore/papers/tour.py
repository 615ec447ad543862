"""The sheet that a worker takes along on a tour: doors in walking order, what helps there, room to write."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from gridcore.codes.care import CARE_NEEDS
from gridcore.papers.filled_paper import Line, Paper, Statement, Table
from gridcore.papers.numerals import day_in_digits

_OUTCOMES = "□见到\n□未遇\n□婉拒"
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Door:
    """Somebody to be visited: what is asked for at the door is needs, never why."""

    name: str
    address: str
    needs: Sequence[str]
    """Codes of `CARE_NEEDS`."""
    is_soon: bool = False
    """Not due yet, and worth a knock because the way leads past."""
    is_promised: bool = False
    """Somebody said that they come again: with what is on the screen, and stays there."""


def tour_sheet(day: datetime.date, worker: str, doors: Sequence[Door]) -> Paper:
    """The sheet of a day in large letters. It holds no phone, no number of a document, no reason of care."""
    date = f"{day_in_digits(day)}　星期{_WEEKDAYS[day.weekday()]}"
    rows = tuple(_row(number, each) for number, each in enumerate(doors, start=1))
    return Paper(
        "走访路线单",
        (
            Line(f"{date}　{worker}　共{len(doors)}人"),
            Table(("序号", "姓名", "住址", "需要的帮助", "结果", "记事"), (8, 13, 24, 22, 13, 20), rows),
            Statement("用后：", "请当天录入，纸单交回社区粉碎，不拍照、不外传。"),
        ),
        is_large=True,
    )


def _row(number: int, each: Door) -> tuple[str, ...]:
    asked = [CARE_NEEDS.text(need, "zh") for need in each.needs]
    beside = ("（顺路）" if each.is_soon else "") + ("（有约定）" if each.is_promised else "")
    return str(number), each.name, each.address, beside + "、".join(asked), _OUTCOMES, ""
