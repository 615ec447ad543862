"""The sheet of a patrol plan, to be taken along: content, time and method, points with boxes."""

import datetime
from collections.abc import Sequence

from gridcore.codes.care import CARE_FREQUENCY
from gridcore.codes.patrols import PATROL_FINDING, PATROL_METHOD
from gridcore.fields import Values
from gridcore.papers.filled_paper import Line, Paper, Part, Statement, Table
from gridcore.papers.numerals import day_in_digits
from gridcore.shapes import as_text, date_in

_BLANK_ROWS = 8
"""To be filled in by hand where a plan has no points yet."""
_BOX, _ROOM_TO_WRITE = "□", "\n"
_THIS_TIME = "＿＿月＿＿日　＿＿：＿＿ 至 ＿＿：＿＿　网格员：＿＿＿＿＿"
_WIDTHS = (8, 33, 9, 11, 11, 28)


def patrol_sheet(plan: Values, grid: str, points: Sequence[str], printed_on: datetime.date) -> Paper:
    """The sheet of a plan (by field) in large letters. It names nobody."""
    findings = tuple(_in_two(each.zh) for each in PATROL_FINDING.enabled())
    boxes = (_BOX,) * len(findings)
    numbered = [*enumerate(points, start=1)] or [(number, "") for number in range(1, _BLANK_ROWS + 1)]
    told = (
        ("巡查内容：", as_text(plan.get("content"))),
        ("巡查时间：", _when(plan)),
        ("巡查方式：", _methods(plan)),
        ("起止日期：", _days(plan)),
        ("注意事项：", as_text(plan.get("mind"))),
    )
    parts: list[Part] = [Line("　".join(filter(None, (grid, f"打印于{day_in_digits(printed_on)}"))))]
    parts += [Statement(lead, text) for lead, text in told if text]
    parts.append(Statement("本次巡查：", _THIS_TIME))
    rows = tuple((str(number), place, *boxes, _ROOM_TO_WRITE) for number, place in numbered)
    centred = (0, *range(2, 2 + len(findings)))
    parts.append(Table(("序号", "点位", *findings, "发现情况"), _WIDTHS, rows, centred))
    parts.append(Statement("用后：", "请当天录入。只写场所和设施的情况，不写住户姓名。"))
    return Paper("网格巡查计划", tuple(parts), is_large=True)


def _in_two(words: str) -> str:
    """In two lines where one would be broken inside a word."""
    return f"{words[:2]}\n{words[2:]}" if len(words) > len("正常") else words


def _when(plan: Values) -> str:
    rhythm = as_text(plan.get("rhythm"))
    often = CARE_FREQUENCY.text(rhythm, "zh") if rhythm else ""
    return "，".join(filter(None, (often, as_text(plan.get("hours")))))


def _methods(plan: Values) -> str:
    held = plan.get("methods")
    return "、".join(PATROL_METHOD.text(str(each), "zh") for each in held) if isinstance(held, list) else ""


def _days(plan: Values) -> str:
    begin, end = (date_in(plan.get(name)) for name in ("starts_on", "ends_on"))
    if begin is None:
        return ""
    return f"{day_in_digits(begin)}起" if end is None else f"{day_in_digits(begin)}至{day_in_digits(end)}"
