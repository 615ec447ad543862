"""Partly hidden display of personal values. A mask tells apart, it never gives away."""

import re
from collections.abc import Callable, Mapping

from gridcore.fields import P2, Field, Value
from gridcore.pinyin import COMPOUND_SURNAMES

HIDDEN = "****"
"""Stands for a sensitive value: not even its length is shown."""

_BUILDING = re.compile(r".*?(?:号楼|[栋幢座]|[0-9]+#)")
_NUMBER = re.compile(r"[0-9]+|[一二三四五六七八九十百]+(?=[号室层栋幢座单])")


def mask_identity_number(number: str) -> str:
    """The first and the last four characters of a full number; of anything shorter nothing."""
    if len(number) < 15:
        return HIDDEN if number else ""
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"


def mask_tail(tail: str) -> str:
    """The last four characters of an identity number, as the open record keeps them."""
    return f"{HIDDEN}{tail[-4:]}" if tail else ""


def mask_phone(phone: str) -> str:
    """The first three and the last four digits of a long number; the last two of a short one."""
    if len(phone) >= 10:
        return f"{phone[:3]}{'*' * (len(phone) - 7)}{phone[-4:]}"
    return f"{HIDDEN}{phone[-2:]}" if len(phone) > 4 else HIDDEN if phone else ""


def mask_name(name: str) -> str:
    """The surname, and one star for each further character."""
    shown = 2 if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else 1
    return name[:shown] + "*" * (len(name) - shown)


def mask_birth_date(date: str) -> str:
    """The year of a date."""
    return f"{date[:4]}-**-**" if len(date) > 4 else date


def mask_address(address: str) -> str:
    """An address down to the building, without entrance and room; without a building, without its numbers."""
    building = _BUILDING.match(address)
    if building is None:
        return _NUMBER.sub("**", address)
    return building[0] + HIDDEN if building[0] != address else address


MASKS: Mapping[str, Callable[[str], str]] = {
    "phone": mask_phone,
    "document_number": mask_identity_number,
    "identity_tail": mask_tail,
    "birth_date": mask_birth_date,
    "died_on": mask_birth_date,
    "address": mask_address,
    "name": mask_name,
}
"""By the field's name, which means the same in every record; what has no mask of its own is hidden."""


def mask_value(field: Field, value: Value) -> str:
    """How a stored value is shown until it is revealed. Only protected personal values keep their ends."""
    if value in (None, "", []):
        return ""
    mask = MASKS.get(field.name) if field.data_class is P2 else None
    return mask(value) if mask is not None and isinstance(value, str) else HIDDEN
