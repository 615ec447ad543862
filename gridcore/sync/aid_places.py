"""Places in a funded project: of grids that do not see each other, the server alone can count them."""

from collections.abc import Iterable, Mapping

from gridcore.aid import AID_GRANT
from gridcore.ids import RecordId
from gridcore.sync.stored import RecordState, Stored

Granted = Mapping[RecordId, RecordId]
"""The present grants of a project, each with its household."""


def with_those_of(records: Iterable[Stored], project: RecordId, before: Granted) -> Granted:
    """The grants of a project after these records were written; an erased one does not say whose it was."""
    found = dict(before)
    for each in records:
        found.pop(each.id, None)
        is_held = each.kind == AID_GRANT and each.state is RecordState.PRESENT
        if is_held and each.cells.get("project") == project:
            found[each.id] = RecordId(str(each.cells.get("household")))
    return found
