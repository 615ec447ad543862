"""How rosters get dirty: how often, and in which words.

The shares of `USUAL` are those of the field; `FILTHY` has everything in a small roster.
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from demo.roster_lines import REGISTERED, RELATION_COLUMN, SEX, STATUS, Written

WIDE = {ord(narrow): ord(narrow) + 0xFEE0 for narrow in "0123456789Xx-"}
"""Full-width digits and signs, as an input method leaves them."""
_DAY_ZERO = datetime.date(1899, 12, 30)


@dataclass(frozen=True)
class Dirt:
    """Shares of lines, or of households where it says so."""

    padded_names: float = 0
    wide_numbers: float = 0
    lower_x: float = 0
    """Of the numbers that end with X."""
    spaced_numbers: float = 0
    fifteen_digits: float = 0
    wrong_check: float = 0
    rounded_numbers: float = 0
    short_numbers: float = 0
    written_dates: float = 0
    impossible_dates: float = 0
    missing_phones: float = 0
    odd_phones: float = 0
    other_words: float = 0
    remarks: float = 0
    other_places: float = 0
    """Of households."""
    wide_places: float = 0
    """Of households."""
    two_in_a_cell: float = 0
    """Of households; a third of them cannot be taken apart."""
    missing_names: float = 0
    """Of households."""
    foreign_grids: float = 0
    """Of households."""
    repeated_people: float = 0
    second_rooms: float = 0
    forbidden_columns: bool = False


CLEAN = Dirt()
USUAL = Dirt(
    padded_names=0.3,
    wide_numbers=0.02,
    lower_x=0.7,
    spaced_numbers=0.01,
    fifteen_digits=0.015,
    wrong_check=0.01,
    rounded_numbers=0.003,
    short_numbers=0.003,
    written_dates=0.4,
    impossible_dates=0.004,
    missing_phones=0.15,
    odd_phones=0.04,
    other_words=0.3,
    remarks=0.03,
    other_places=0.3,
    wide_places=0.02,
    two_in_a_cell=0.012,
    missing_names=0.002,
    foreign_grids=0.002,
    repeated_people=0.007,
    second_rooms=0.005,
    forbidden_columns=True,
)
FILTHY = replace(
    USUAL,
    wide_numbers=0.1,
    spaced_numbers=0.08,
    fifteen_digits=0.1,
    wrong_check=0.05,
    rounded_numbers=0.04,
    short_numbers=0.04,
    impossible_dates=0.06,
    odd_phones=0.2,
    remarks=0.1,
    wide_places=0.1,
    two_in_a_cell=0.12,
    missing_names=0.04,
    foreign_grids=0.03,
    repeated_people=0.05,
    second_rooms=0.04,
)

OTHER_WORDS: Mapping[str, Mapping[str, Sequence[str]]] = {
    RELATION_COLUMN: {
        "户主": ("户主本人", "户主"),
        "配偶": ("爱人", "夫妻"),
        "子": ("儿子",),
        "女": ("女儿",),
        "儿媳": ("媳妇",),
        "父亲": ("父",),
        "母亲": ("母",),
        "外孙子": ("外孙",),
        "非亲属": ("租客",),
    },
    SEX: {"男": ("男性",), "女": ("女性",)},
    REGISTERED: {"户籍在此": ("本地", "是"), "本市其他地方": ("人户分离",), "外地": ("流动", "否")},
    STATUS: {"居住在此": ("常住", "在住"), "暂时外出": ("外出务工",)},
}
VARIANTS = {
    **{
        "英": "瑛",
        "芳": "方",
        "华": "花",
        "伟": "炜",
        "红": "洪",
        "丽": "莉",
        "志": "治",
        "建": "健",
        "兰": "蘭",
    },
    **{
        "玉": "钰",
        "国": "囯",
        "文": "雯",
        "子": "梓",
        "梓": "子",
        "晓": "小",
        "涵": "函",
        "宇": "雨",
        "明": "铭",
    },
}
REMARKS = ("只周末在家", "轮椅出行", "在外地上学", "钥匙在邻居家", "听力弱，请大声敲门", "白天不在")
FORBIDDEN_WORDS = (
    ("汉族", "汉族", "汉", "—"),
    ("群众", "共青团员", "无"),
    ("无", "", "—"),
    ("个体", "退休", "某公司"),
)
UNREAD_WORDS = (("高中", "初中", "大专", "本科", "小学"),)
DATES: Sequence[tuple[Callable[[datetime.date], Written], str | None]] = (
    (lambda day: day, None),
    (lambda day: f"{day.year}.{day.month}.{day.day}", "date_format"),
    (lambda day: f"{day.year}年{day.month}月{day.day}日", "date_format"),
    (lambda day: f"{day:%Y%m%d}", "date_format"),
    (lambda day: f"{day.year}/{day.month}/{day.day}", "date_format"),
    (lambda day: f"{day.isoformat()} 00:00:00", "time_of_day"),
    (lambda day: day.isoformat().translate(WIDE), "full_width"),
    (lambda day: (day - _DAY_ZERO).days, "excel_day_number"),
)
"""Ways to write a day, with what is told when it is put right."""
NO_DATES: Sequence[tuple[Callable[[datetime.date], Written], str]] = (
    (lambda day: f"{day:%y}.{day.month}.{day.day}", "date_ambiguous"),
    (lambda day: f"{day.year}年", "date_incomplete"),
    (lambda day: f"{day.year}-02-30", "date_impossible"),
    (lambda day: f"{day.year}年农历二月初三", "date_lunar"),
    (lambda _day: "身份证上有", "date_unreadable"),
)
"""What no day can be read from, with why."""
