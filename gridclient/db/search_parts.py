"""Names and addresses that contain what was typed, wherever in them it stands.

No index leads there, and to read a hundred thousand rows anew at each key takes too long. So all keys of a
kind lie in memory as one text, no larger than they are, which is looked through in less than a millisecond.
Addresses lie there once more behind their numbers, by which people say them: 12-3-501.
"""

import re
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.search_rows import Why
from gridclient.db.settings import SEARCH_KEYS, get_setting

_BETWEEN = "\x1f"
"""Between two keys. It counts as white space, of which only single blanks are left in what was typed."""
_OF_KEY, _NUMBER = "\x1e", "\x1d"
"""Between the numbers of an address and the address; before and behind each number."""
_PART = re.compile(r"[0-9]+|(?<![a-z])[a-z](?![a-z])")
_LONGEST = 60
_NUMBERED = "addresses by numbers"


@dataclass(frozen=True)
class _Keys:
    """All keys of a kind in their order, as they were at one version of them."""

    version: int
    text: str


def containing(connection: Connection, why: Why, part: str, limit: int) -> list[tuple[str, str]]:
    """Records and kinds whose key contains this, which is in small letters as the keys are.

    For the reading connection: it sees only what was committed, so that a version means one text.
    """
    return _records(connection, why, _with(part, _text(connection, why), limit), limit)


def numbered(connection: Connection, typed: str, limit: int) -> list[tuple[str, str]]:
    """Records and kinds at addresses with these numbers side by side, and with the words before them.

    12-3-501 is 12号楼3单元0501. The last number may go on. For the reading connection, as above.
    """
    found = list(_PART.finditer(typed)) if len(typed) <= _LONGEST else []
    place = typed[: found[0].start()].strip() if found else ""
    if not any(each[0].isdigit() for each in found) or (len(found) < 2 and not place):
        return []
    if place not in _text(connection, Why.ADDRESS):  # or every address with the number would be looked at
        return []
    is_whole = found[-1].end() < len(typed)
    part = _numbers([each[0] for each in found]) + (_NUMBER if is_whole else "")
    keys: list[str] = []
    text = _numbered_text(connection)
    at = text.find(part)
    while at >= 0 and len(keys) < limit:
        end = text.find(_BETWEEN, at)
        key = text[text.find(_OF_KEY, at) + 1 : end]
        if place in key:
            keys.append(key)
        at = text.find(part, end)
    return _records(connection, Why.ADDRESS, keys, limit)


def _numbers(parts: list[str]) -> str:
    """Numbers without the noughts before them."""
    return "".join(f"{_NUMBER}{each.lstrip('0') or '0'}" for each in parts)


def _records(connection: Connection, why: Why, keys: list[str], limit: int) -> list[tuple[str, str]]:
    if not keys:
        return []
    rows = connection.exec_driver_sql(
        "SELECT record, kind FROM search_key WHERE why = ? AND key IN (SELECT value FROM json_each(?))"
        " ORDER BY key, record LIMIT ?",
        (why.value, msgspec.json.encode(keys).decode(), limit),
    )
    return [(record, kind) for record, kind in rows.all()]


def _with(part: str, text: str, limit: int) -> list[str]:
    """The first keys with a part."""
    found: list[str] = []
    at = text.find(part)
    while at >= 0 and len(found) < limit:
        end = text.find(_BETWEEN, at)
        found.append(text[text.rfind(_BETWEEN, 0, at) + 1 : end])
        at = text.find(part, end)
    return found


def _text(connection: Connection, why: Why) -> str:
    """Every key once, each with a mark before and behind it."""
    version, name = get_setting(connection, SEARCH_KEYS), f"keys by {why}"
    known = connection.info.get(name)
    if isinstance(known, _Keys) and known.version == version:
        return known.text
    joined = connection.exec_driver_sql(
        "SELECT group_concat(key, ?) FROM (SELECT DISTINCT key FROM search_key WHERE why = ? ORDER BY key)",
        (_BETWEEN, why.value),
    ).scalar_one()
    read = connection.info[name] = _Keys(version, f"{_BETWEEN}{joined or ''}{_BETWEEN}")
    return read.text


def _numbered_text(connection: Connection) -> str:
    """Every address once behind its numbers; made when somebody types numbers."""
    addresses, version = _text(connection, Why.ADDRESS), get_setting(connection, SEARCH_KEYS)
    known = connection.info.get(_NUMBERED)
    if isinstance(known, _Keys) and known.version == version:
        return known.text
    lines = [
        f"{_numbers(parts)}{_NUMBER}{_OF_KEY}{key}"
        for key in addresses.split(_BETWEEN)
        if (parts := _PART.findall(key))
    ]
    read = connection.info[_NUMBERED] = _Keys(version, _BETWEEN.join(["", *lines, ""]))
    return read.text
