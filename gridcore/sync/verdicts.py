"""What the server answers to an edit. Every verdict acknowledges the edit's number."""

import enum

import msgspec


class VerdictCode(enum.StrEnum):
    """How an edit ended."""

    OK = "ok"
    SAME = "same"
    MERGED = "merged"
    CONFLICT = "conflict"
    PROPOSED = "proposed"
    STALE = "stale"
    DUPLICATE = "duplicate"
    MOVED = "moved"
    PARKED = "parked"
    DENIED = "denied"
    INVALID = "invalid"


class Verdict(msgspec.Struct, frozen=True, array_like=True):
    """The answer to edit `n`; `extra` is the id of a conflict or proposal, a present state, or a reason.

    With `merged` it is the record that the edit went to, where its own had been merged into that one.
    """

    n: int
    code: VerdictCode
    seq: int
    extra: str | None = None


KEPT_ASIDE = frozenset({VerdictCode.DENIED, VerdictCode.INVALID, VerdictCode.STALE, VerdictCode.MOVED})
"""Verdicts whose values are parked as well, for their author to see and mend."""
NOT_APPLIED = KEPT_ASIDE | {VerdictCode.PARKED}
"""Every verdict that changed nothing: the values wait, with their author or with a supervisor."""
REFUSES_THE_GROUP = frozenset({VerdictCode.DENIED, VerdictCode.INVALID})
"""Verdicts that park a group whole; the others concern their own cell and undo no neighbour."""
