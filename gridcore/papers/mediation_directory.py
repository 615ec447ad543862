"""The notice at the door of a community: who its legal adviser is, with the fields that are made public."""

from collections.abc import Sequence
from dataclasses import dataclass

from gridcore.papers.filled_paper import Line, Paper, Part, Picture, Statement, Table

_PHOTO_MM = 60


@dataclass(frozen=True)
class NamedAdviser:
    """A legal adviser as the notice names them; what is not known is left empty, for a pen."""

    name: str
    firm: str
    licence: str
    phone: str
    complaint_phone: str
    photo: bytes = b""


def adviser_notice(day: str, community: str, advisers: Sequence[NamedAdviser]) -> Paper:
    """The notice of one community on a day (ISO), in large letters.

    Where there is no photograph, its place is left for one that is glued on by hand.
    """
    year, month, number = (int(each) for each in day.split("-"))
    parts: list[Part] = [Line(community)] if community else []
    for each in advisers:
        if each.photo:
            parts.append(Picture(each.photo, _PHOTO_MM))
        parts.append(Table(("项目", "内容"), (30, 70), _rows(each), ()))
    parts.append(
        Statement("", "法律顾问为居民提供法律咨询，参与人民调解。对其服务有意见的，可拨打监督电话。")
    )
    parts.append(Line(f"公示日期：{year}年{month}月{number}日"))
    return Paper("一社区一法律顾问公示", tuple(parts), is_large=True)


def _rows(adviser: NamedAdviser) -> tuple[tuple[str, str], ...]:
    told = (
        ("姓名", adviser.name),
        ("执业机构", adviser.firm),
        ("执业证号", adviser.licence),
        ("联系电话", adviser.phone),
        ("监督电话", adviser.complaint_phone),
    )
    return told if adviser.photo else (("照片", "\n\n\n（照片粘贴处）\n\n\n"), *told)
