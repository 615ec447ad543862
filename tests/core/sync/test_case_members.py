"""Who loses a case and who gets it back when the records of its members change."""

import msgspec

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId, UserId
from gridcore.sync.case_members import Leaver, leavers, returned
from gridcore.sync.known import MemberNamed
from gridcore.sync.stored import RecordState, Stored

CASE = ScopeId("case/c")
MAX, MIA = UserId("max"), UserId("mia")


def member(user: str, state: RecordState = RecordState.PRESENT, **more: Value) -> Stored:
    return Stored(RecordId("m"), "case_member", CASE, {"user": user, **more}, {}, {}, 1, state)


REMOVED = RecordState.REMOVED


def test_who_is_removed_or_replaced_leaves() -> None:
    assert leavers([(member("max"), member("max", REMOVED))]) == [Leaver(CASE, MAX)]
    assert leavers([(member("max"), member("mia"))]) == [Leaver(CASE, MAX)]


def test_nobody_leaves_by_another_change() -> None:
    party = msgspec.structs.replace(member("max"), kind="party")
    pairs = [
        (None, member("max")),
        (member("max"), member("max", until="2026-12-31")),
        (member("max", REMOVED), member("max")),
        (party, msgspec.structs.replace(party, state=REMOVED)),
    ]
    assert leavers(pairs) == []


def test_who_is_brought_back_returns_until_the_day_that_was_set() -> None:
    gone = member("mia", REMOVED)
    assert returned([(gone, member("mia"))]) == [MemberNamed(CASE, MIA, None)]
    assert returned([(gone, member("mia", until="2026-12-31"))]) == [MemberNamed(CASE, MIA, "2026-12-31")]
    assert returned([(gone, gone), (None, member("mia")), (member("mia"), member("mia"))]) == []
