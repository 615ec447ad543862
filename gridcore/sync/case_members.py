"""Who gets a case, who loses it and who gets it back, by the records of its members."""

from collections.abc import Iterable
from typing import NamedTuple

from gridcore.ids import ScopeId, UserId
from gridcore.sync.known import MemberNamed
from gridcore.sync.stored import RecordState, Stored

CASE_MEMBER = "case_member"


class Leaver(NamedTuple):
    """A user who was named as a member of a case, and by this record is no more."""

    scope: ScopeId
    user: UserId


def leavers(pairs: Iterable[tuple[Stored | None, Stored]]) -> list[Leaver]:
    """Of records before and after a request: whose membership was removed, or given to somebody else."""
    found = []
    for before, after in pairs:
        if before is not None and before.kind == CASE_MEMBER and _is_present(before):
            user = _user(before)
            if not _is_present(after) or _user(after) != user:
                found.append(Leaver(before.scope, user))
    return found


def returned(pairs: Iterable[tuple[Stored | None, Stored]]) -> list[MemberNamed]:
    """Whose removed membership was brought back."""
    found = []
    for before, after in pairs:
        is_member = before is not None and before.kind == CASE_MEMBER and not _is_present(before)
        if is_member and _is_present(after):
            found.append(member_named(after))
    return found


def member_named(stored: Stored) -> MemberNamed:
    """The effect of a member's record in its case."""
    until = stored.cells.get("until")
    return MemberNamed(stored.scope, _user(stored), until if isinstance(until, str) else None)


def _is_present(stored: Stored) -> bool:
    return stored.state is RecordState.PRESENT


def _user(stored: Stored) -> UserId:
    return UserId(str(stored.cells.get("user")))
