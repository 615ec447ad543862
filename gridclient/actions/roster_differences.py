"""What a roster says otherwise than the records, with who wrote the known value, for a person to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gridclient.db.roster_changes import LastChange
from gridcore.ids import RecordId
from gridcore.roster.compare import Difference
from gridcore.roster.plan import RosterPlan
from gridcore.roster.planned_rows import RowPlan


@dataclass(frozen=True)
class KnownOtherwise:
    """A difference, its row, and who wrote the known value if that is known.

    `is_taken` is what happens unless a person says otherwise: the file's value counts only over one that an
    earlier import wrote before the file was; whatever a person wrote, and what nobody knows of, stays.
    """

    difference: Difference
    row: RowPlan
    last: LastChange | None
    is_taken: bool


def known_otherwise(
    plan: RosterPlan, changes: Mapping[tuple[RecordId, str], LastChange], written_at: str
) -> Sequence[KnownOtherwise]:
    """The differences of a plan from a file that was written at a moment, in the order of its rows."""
    found = []
    for each in plan.differences:
        last = changes.get((each.record, each.cell))
        is_older = last is not None and last.is_import and last.at < written_at
        found.append(KnownOtherwise(each, plan.rows[each.row], last, is_older))
    return sorted(found, key=lambda each: each.difference.row)
