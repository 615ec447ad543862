"""Whether a household may have its place in a funded project: no more are given than the project has."""

from gridcore.aid import AID_GRANT, AID_PROJECT, has_place
from gridcore.fields import Value, Values
from gridcore.ids import RecordId
from gridcore.shapes import as_text
from gridcore.sync.known import Overlay
from gridcore.sync.outcomes import NOT_HERE, Outcome, invalid
from gridcore.sync.stored import WHOLE, RecordState, Stored

NO_PLACE = invalid("no_place_left")
"""What its author can mend: the grant waits there until a supervisor gives the project more places."""


def refused_place(known: Overlay, record: RecordId, cells: Values) -> Outcome | None:
    """Why a household cannot be given its place; None where it can, or has it already.

    A household that two records give a place, because it was merged, has one.
    """
    project = known.record(RecordId(as_text(cells.get("project"))))
    if project is None or project.kind != AID_PROJECT:
        return NOT_HERE
    granted, quota = known.granted(project.id), project.cells.get("quota")
    others = [household for grant, household in granted.items() if grant != record]
    household = RecordId(as_text(cells.get("household")))
    if record in granted or has_place(quota if isinstance(quota, int) else 0, others, household):
        return None
    return NO_PLACE


def refused_return(known: Overlay, stored: Stored, cell: str, value: Value) -> Outcome | None:
    """Why an edit cannot bring a removed grant back: its place went to somebody else meanwhile."""
    is_back = stored.kind == AID_GRANT and stored.state is not RecordState.PRESENT
    stays_away = cell == WHOLE and value is not False
    return refused_place(known, stored.id, stored.cells) if is_back and not stays_away else None
