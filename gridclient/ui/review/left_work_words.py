"""Left-behind work in words: what it is, why it waits, why its values cannot be shown now."""

from gridclient.actions.left_behind import LeftWork
from gridclient.ui.households.value_words import date_words
from gridclient.ui.problem_text import problem_text
from gridclient.ui.words import words
from gridcore.fields import Label, label
from gridcore.problems import ProblemCode, ProblemError
from gridcore.records import RECORD_TYPES

_UNKNOWN = label("LeftWork", "A record that this version does not know")
_REASONS: dict[str, Label] = {
    "not_trusted": label("LeftWork", "The account or the computer had been shut out when it arrived."),
    "scope_left": label(
        "LeftWork", "Its author no longer worked there when it arrived, or the record had moved."
    ),
    "merged_elsewhere": label(
        "LeftWork",
        "Its record was merged into one of a grid in which its author does not work. Taken over, it is"
        " written there.",
    ),
    "not_here": label("LeftWork", "Its author has no access to this record, or it does not exist."),
    "not_allowed": label("LeftWork", "The role of its author may not change this."),
    "unknown_field": label("LeftWork", "The server did not know this field yet when it arrived."),
    "unknown_kind": label("LeftWork", "The server did not know this kind of record yet when it arrived."),
    "awaited": label(
        "LeftWork", "It builds on something that has not come back since the server was restored."
    ),
    "too_many_to_move": label("LeftWork", "Too much hangs on it to be moved at once."),
}
_OTHER = label("LeftWork", "It could not be applied when it arrived.")
_NO_LINE = frozenset(
    {
        ProblemCode.OFFLINE,
        ProblemCode.SERVER_UNREACHABLE,
        ProblemCode.SERVER_TOO_SLOW,
        ProblemCode.SERVER_BUSY,
    }
)
_OFFLINE = label(
    "LeftWork",
    "There is no connection now. What it says lies on the server alone; please look when there is a line.",
)


def kind_words(kind: str) -> str:
    """The kind of record."""
    declared = RECORD_TYPES.get(kind)
    return words(_UNKNOWN if declared is None else declared.label)


def title_words(work: LeftWork) -> str:
    """What the work is about, as far as this laptop knows it."""
    day = [date_words(work.title.day)] if work.title.day else []
    return " · ".join((kind_words(work.kind), *work.title.words, *day))


def reason_words(reason: str) -> str:
    """Why it waits, in a sentence."""
    return words(_REASONS.get(reason, _OTHER))


def offline_words(problem: ProblemError) -> str:
    """Why the server did not show the values."""
    if problem.code in _NO_LINE:
        return words(_OFFLINE)
    return problem_text(problem.code, problem.params).happened
