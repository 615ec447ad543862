"""A roster of very many rows as a whole sub-district keeps it: clean, with households of three."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import xlsxwriter

from gridcore.identity_number import check_character

_HEADINGS = (
    *("网格", "小区", "楼栋", "单元", "房号", "姓名", "与户主关系", "性别"),
    *("出生日期", "身份证号", "联系电话"),
)
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高"
_GIVEN = "明华强丽敏静伟芳娟艳军磊洋勇杰涛超平刚桂英兰云玲秀红文建国海燕"
_RELATIONS = (("户主", 1), ("妻", 2), ("子", 1))
_ROOMS, _FLOORS, _UNITS = 2, 11, 3
_FIRST_DAY = datetime.date(1940, 1, 1)


def write_large_roster(path: Path, grids: Sequence[str], rows: int) -> None:
    """Write so many people into the grids, one after the other; the same arguments give the same people."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("人员信息")
        page.write_row(0, 0, _HEADINGS)
        for at, row in enumerate(_rows(grids, rows), start=1):
            for column, text in enumerate(row):
                page.write_string(at, column, text)


def _rows(grids: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    flats = _ROOMS * _FLOORS * _UNITS
    for number in range(count):
        home, place = divmod(number, len(_RELATIONS))
        building, flat = divmod(home, flats)
        unit, at = divmod(flat, _ROOMS * _FLOORS)
        floor, room = divmod(at, _ROOMS)
        relation, sex = _RELATIONS[place]
        born = _FIRST_DAY + datetime.timedelta(days=place // 2 * 10_000 + home % 9_000)
        digits = f"999901{born:%Y%m%d}{number // 9_000 % 50:02}{(number % 5) * 2 + (sex == 1)}"[:17]
        name = _SURNAMES[home % 20] + _GIVEN[number % 30] + _GIVEN[number // 30 % 30]
        yield (
            *(grids[building % len(grids)], f"第{building // len(grids) + 1}小区", f"{building + 1}号楼"),
            *(str(unit + 1), f"{floor + 1}0{room + 1}", name, relation, "男" if sex == 1 else "女"),
            *(born.isoformat(), digits + check_character(digits), f"100{number:08}"),
        )
