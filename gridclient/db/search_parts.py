"""Names and addresses that contain what was typed, wherever in them it stands.

No index leads there, and to read a hundred thousand rows anew at each key takes too long. So all keys of a
kind lie in memory as one text, no larger than they are, which is looked through in less than a millisecond.
"""

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.search_rows import Why
from gridclient.db.settings import SEARCH_KEYS, get_setting

_BETWEEN = "\x1f"
"""Between two keys. It counts as white space, of which only single blanks are left in what was typed."""


@dataclass(frozen=True)
class _Keys:
    """All keys of a kind in their order, as they were at one version of them."""

    version: int
    text: str


def containing(connection: Connection, why: Why, part: str, limit: int) -> list[tuple[str, str]]:
    """Records and kinds whose key contains this, which is in small letters as the keys are.

    For the reading connection: it sees only what was committed, so that a version means one text.
    """
    keys = _with(part, _text(connection, why), limit)
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
