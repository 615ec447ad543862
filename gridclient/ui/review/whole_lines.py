"""What is proposed of a whole record, line by line: two that are one side by side, one that is erased."""

from __future__ import annotations

from gridclient.actions.conflicts import Merging
from gridclient.actions.review import ProposedChange
from gridclient.ui.conflicts.twin_card import consequences
from gridclient.ui.households.value_words import Names, masked_words
from gridclient.ui.words import words
from gridcore.fields import Field, FieldKind, Value, label
from gridcore.records import RECORD_TYPES
from gridcore.sync.erasing import ERASE
from gridcore.sync.merging import MERGE, UNMERGE
from gridcore.sync.moving_away import names_community
from gridcore.sync.proposals import SCOPE

WHOLE = {
    MERGE: label("Review", "Is the same as another record and goes into it"),
    UNMERGE: label("Review", "Is not the same as the record that it went into"),
    ERASE: label("Review", "Is erased for ever, with all that hangs on it"),
    SCOPE: label("Review", "Goes to another grid, with all that hangs on it"),
}
"""What is proposed of a whole record."""
_ABROAD = label(
    "Review",
    "Goes to another community: who lives there, their phones and papers. Visits, plans and consents stay",
)
KEPT, GOES = label("Review", "The record that is kept"), label("Review", "The one that goes into it")
_AS_ONE = label("Review", "Proposed as one")
_BECOMES = label("Review", "What becomes of it")
_DONE = label("Review", "Somebody proposed the same, and it was done: accepting this changes nothing more.")
_NOT_COMPARED = (FieldKind.STATE, FieldKind.DETAIL, FieldKind.MOMENT)
_NOTHING: tuple[Value, ...] = (None, "", [])


def whole_lines(proposed: ProposedChange) -> list[tuple[str, str, str]]:
    """Title, what is proposed, and what stands now; of a merge what both records say otherwise."""
    told = WHOLE.get(proposed.cell)
    if proposed.cell == SCOPE and names_community(str(proposed.value)):
        told = _ABROAD
    title = words(told) if told is not None else proposed.cell
    if proposed.merging is None:
        wanted = " · ".join(proposed.other.words) or str(proposed.value or "—")
        done = [(words(_BECOMES), words(_DONE), "")] if proposed.is_done else []
        return [(title, wanted, str(proposed.before or "—")), *done]
    merging = proposed.merging
    kept, goes = (" · ".join(each.title.words) or "…" for each in (merging.kept, merging.other))
    return [(words(_AS_ONE), kept, goes), *_differences(merging, proposed.names), _becomes(merging)]


def _differences(merging: Merging, names: Names) -> list[tuple[str, str, str]]:
    """Where both say the same there is nothing to compare; what is personal stays behind its mask."""
    one, other = merging.kept.values, merging.other.values
    return [
        (words(each.label), _told(each, one.get(each.name), names), _told(each, other.get(each.name), names))
        for each in RECORD_TYPES[merging.kept.kind].fields.values()
        if each.kind not in _NOT_COMPARED and (one.get(each.name) or None) != (other.get(each.name) or None)
    ]


def _becomes(merging: Merging) -> tuple[str, str, str]:
    return words(_BECOMES), "\n".join(consequences(merging)), ""


def _told(field: Field, value: Value, names: Names) -> str:
    return "—" if value in _NOTHING else masked_words(field, value, names)
