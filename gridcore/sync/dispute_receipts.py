"""The receipt of whoever hands in a dispute: the only thing that ever comes back from the mediators."""

import msgspec

from gridcore.fields import USER, Value
from gridcore.ids import RecordId, ScopeId, derived_id
from gridcore.shapes import moment_in
from gridcore.sync.edits import Create, Step
from gridcore.sync.known import Author, Overlay
from gridcore.sync.stored import FRESH, NO_CHAIN, Stamp, Stored
from gridcore.workflows.dispute_report import HANDED_IN, NOT_TAKEN_ON

REPORT, RECEIPT = "dispute_report", "dispute_receipt"


def receipt_id(report: RecordId) -> RecordId:
    """The id of the receipt for a report."""
    return derived_id(RECEIPT, report)


def received(known: Overlay, author: Author, report: Stored, edit: Create) -> None:
    """Name the author of a new report as the server knows it, and write the receipt into the author's scope.

    Who is at home in another community has no scope here; the laptop says by itself that it handed in.
    """
    stamp = Stamp(FRESH, author.replica, edit.n, 0)
    cells = {**report.cells, "reported_by": author.name}
    vers = {**report.vers, "reported_by": stamp}
    known.write(msgspec.structs.replace(report, cells=cells, vers=vers))
    own = ScopeId(f"{USER}/{author.user}")
    if not author.follows(own):
        return
    told: dict[str, Value] = {
        "household": edit.cells.get("household"),
        "told_on": edit.cells.get("told_on"),
        "handed_in_at": moment_in(edit.at),
        "outcome": HANDED_IN,
        "reason": None,
        "answered_at": None,
    }
    marks = dict.fromkeys(told, Stamp(FRESH, author.replica, edit.n, NO_CHAIN))
    known.write(Stored(receipt_id(report.id), RECEIPT, own, told, marks, {}, FRESH))


def answered(known: Overlay, report: Stored, edit: Step) -> None:
    """Tell the author of a report what was decided, by the code of the reason; not by whom, in no words."""
    receipt = known.record(receipt_id(report.id))
    if receipt is None:
        return
    told: dict[str, Value] = {
        "outcome": edit.to,
        "reason": edit.reason if edit.to == NOT_TAKEN_ON else None,
        "answered_at": moment_in(edit.at),
    }
    marks = {name: msgspec.structs.replace(receipt.vers[name], v=FRESH) for name in told}
    known.write(
        msgspec.structs.replace(
            receipt, cells={**receipt.cells, **told}, vers={**receipt.vers, **marks}, seq=FRESH
        )
    )
