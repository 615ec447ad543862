"""What deciding one edit leads to."""

from dataclasses import dataclass

from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.sync.edits import Edit
from gridcore.sync.verdicts import VerdictCode


@dataclass(frozen=True)
class Outcome:
    """The verdict on an edit; `extra` as in the answer, `result` where the stored value is not the sent one."""

    code: VerdictCode
    extra: str | None = None
    result: Value = None
    has_result: bool = False


OK = Outcome(VerdictCode.OK)
SAME = Outcome(VerdictCode.SAME)
NOT_HERE = Outcome(VerdictCode.DENIED, "not_here")
"""For what lies elsewhere and for what does not exist: the answers are alike."""
NOT_ALLOWED = Outcome(VerdictCode.DENIED, "not_allowed")


def invalid(reason: str) -> Outcome:
    """The edit has no meaning; the reason is a word of this program, never a value."""
    return Outcome(VerdictCode.INVALID, reason)


def parked(reason: str) -> Outcome:
    """The edit cannot be decided now and is kept for its author and the supervisor."""
    return Outcome(VerdictCode.PARKED, reason)


@dataclass(frozen=True)
class Decided:
    """An edit with its outcome and the record whose number the verdict carries."""

    edit: Edit
    outcome: Outcome
    record: RecordId
