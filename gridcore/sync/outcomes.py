"""What deciding one edit leads to."""

from collections.abc import Mapping
from dataclasses import dataclass

from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.sync.edits import Edit
from gridcore.sync.verdicts import VerdictCode


@dataclass(frozen=True)
class Outcome:
    """The verdict on an edit; `extra` as in the answer, `result` where the stored value is not the sent one.

    The result of a creation is {cell: value}. `place` is the record and the cell that the edit wrote where
    these are not its own: a decision writes what it is about. `subject` is the record that the edit was
    decided on where its own had been merged.
    """

    code: VerdictCode
    extra: str | None = None
    result: Value = None
    has_result: bool = False
    place: tuple[RecordId, str] | None = None
    subject: RecordId | None = None


OK = Outcome(VerdictCode.OK)
SAME = Outcome(VerdictCode.SAME)
NOT_HERE = Outcome(VerdictCode.DENIED, "not_here")
"""For what lies elsewhere and for what does not exist: the answers are alike."""
ERASED = Outcome(VerdictCode.DENIED, "erased")
"""For what was erased: whoever knew it hears so, and nobody keeps what was said of it."""
NOT_ALLOWED = Outcome(VerdictCode.DENIED, "not_allowed")


def invalid(reason: str) -> Outcome:
    """The edit has no meaning; the reason is a word of this program, never a value."""
    return Outcome(VerdictCode.INVALID, reason)


def parked(reason: str) -> Outcome:
    """The edit cannot be decided now and is kept for its author and the supervisor."""
    return Outcome(VerdictCode.PARKED, reason)


_STRENGTH = (
    VerdictCode.SAME,
    VerdictCode.OK,
    VerdictCode.MERGED,
    VerdictCode.PROPOSED,
    VerdictCode.CONFLICT,
    VerdictCode.DUPLICATE,
)


def summed(outcomes: Mapping[str, Outcome]) -> Outcome:
    """The outcome of a creation from those of its cells: the one that most needs to be seen."""
    strongest = max(outcomes.values(), key=lambda each: _STRENGTH.index(each.code), default=SAME)
    results = {name: each.result for name, each in outcomes.items() if each.has_result}
    return Outcome(strongest.code, strongest.extra, results or None, has_result=bool(results))


@dataclass(frozen=True)
class Decided:
    """An edit with its outcome, and the record whose number the verdict carries.

    `subject` and `cells` name the values that the edit wrote or wanted to write; under these it is found in
    the log: a decision belongs to the history of what it is about.
    """

    edit: Edit
    outcome: Outcome
    record: RecordId
    subject: RecordId
    cells: tuple[str, ...]
