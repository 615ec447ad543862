"""Whose a visit is: who holds it, to whom it is offered, and which words go with which step.

A planned visit is its grid's workers', a promise is whose visit recorded it, until a colleague accepts it.
"""

import unicodedata
from collections.abc import Mapping

import msgspec

from gridcore.deadlines import VisitChange
from gridcore.extra_visits import EXTRA_VISIT_CHANGE
from gridcore.fields import Value
from gridcore.workflows.visit_offer import ACCEPTED, DECLINED, KEPT, OFFERED, TAKEN_BACK

VISIT_EXCEPTION = "visit_exception"
OFFER, OFFERED_TO_WHOM, ANSWER = "offer", "offered", "answer"
"""The cells: the state, the offer's words as one, why it was declined or taken back."""
VISIT_CHANGES = frozenset({VISIT_EXCEPTION, EXTRA_VISIT_CHANGE})
"""The kinds of record that say what deviates of a visit, and whose it is."""
_SAID_IN = {OFFERED_TO_WHOM: (OFFERED,), ANSWER: (DECLINED, TAKEN_BACK)}


class VisitOffer(msgspec.Struct, frozen=True, gc=False):
    """What is known of handing one visit over, by names: a laptop knows no accounts of others."""

    state: str = KEPT
    to: str = ""
    by: str = ""
    held_by: str = ""
    """Whose it was when it was offered; empty for whose it is by itself."""
    reason: str = ""
    answer: str = ""

    @property
    def holder(self) -> str:
        """Who makes the visit; empty for whose it is by itself."""
        if self.state == TAKEN_BACK:
            return ""
        return self.to if self.state == ACCEPTED else self.held_by

    @property
    def waits(self) -> bool:
        """Whether a colleague is asked and has not answered."""
        return self.state == OFFERED


NOT_OFFERED = VisitOffer()


def is_same_name(one: str, other: str) -> bool:
    """Whether two names that people typed are one: width, case and blanks count for nothing."""
    return _plain(one) == _plain(other) != ""


def handed(change: VisitChange | None, offer: VisitOffer) -> VisitChange | None:
    """What deviates of a visit, with whom an accepted offer gave it to.

    What is left out stays so; what a laptop of before handed over at once stays with whom it names.
    """
    if not offer.holder or (change is not None and change.deviation == "skipped"):
        return change
    return VisitChange("handed_over", None if change is None else change.moved_to, offer.holder)


def goes_with_a_step(kind: str, cell: str) -> bool:
    """Whether a cell is written by whoever took the step before it, and by nobody else."""
    return kind in VISIT_CHANGES and cell in _SAID_IN


def may_follow(state: str, cell: str, value: Value, before: Value) -> bool:
    """Whether a cell that goes with a step may say this in a state; who puts it away may empty them.

    Taken back from whoever offered it on, it names them instead of whom they asked, and nobody else.
    """
    is_empty = not any(value.values()) if isinstance(value, Mapping) else value is None
    names_holder = (
        isinstance(value, Mapping)
        and isinstance(before, Mapping)
        and bool(before.get("held_by"))
        and value.get("offered_to") == before.get("held_by")
    )
    return state in _SAID_IN[cell] or (state == KEPT and is_empty) or (state == TAKEN_BACK and names_holder)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
