"""What comes back of a report of danger: to its author, and into the case that it was written in."""

import msgspec

from gridcore.fields import USER, Value
from gridcore.ids import RecordId, ScopeId, derived_id
from gridcore.shapes import moment_in
from gridcore.sync.edits import Create, Step
from gridcore.sync.known import Author, Overlay
from gridcore.sync.stored import FRESH, NO_CHAIN, Stamp, Stored

REPORT, RECEIPT, IN_CASE = "danger_report", "danger_receipt", "case_danger"
_SERVER_SAYS = ("read_by", "read_at")


def receipt_id(report: RecordId) -> RecordId:
    """The id of its author's receipt for a report."""
    return derived_id(RECEIPT, report)


def in_case_id(report: RecordId) -> RecordId:
    """The id of the record with which a case remembers a report."""
    return derived_id(IN_CASE, report)


def made(known: Overlay, author: Author, stored: Stored, edit: Create) -> None:
    """What a new record of these kinds leads to; nobody but the server says who handed in and who has read.

    Who is at home in another community has no scope here; the laptop says by itself that it handed in.
    """
    unread: dict[str, Value] = dict.fromkeys(_SERVER_SAYS)
    if stored.kind == IN_CASE:
        report = known.record(RecordId(str(stored.cells.get("report"))))
        told: dict[str, Value] = {**unread, "reported_by": author.name}
        if report is not None and report.kind == REPORT:
            told = {each: report.cells.get(each) for each in told}
        known.write(_saying(stored, author, edit, told))
        return
    named: dict[str, Value] = {**unread, "reported_by": author.name, "reported_at": moment_in(edit.at)}
    known.write(_saying(stored, author, edit, named))
    own = ScopeId(f"{USER}/{author.user}")
    if author.follows(own):
        receipt = Stored(receipt_id(stored.id), RECEIPT, own, {}, {}, {}, FRESH)
        cells: dict[str, Value] = {
            **unread,
            "seen_on": edit.cells.get("seen_on"),
            "reported_at": moment_in(edit.at),
        }
        known.write(_saying(receipt, author, edit, cells))


def read(known: Overlay, author: Author, report: Stored, edit: Step) -> None:
    """A supervisor has read the report: it, its author and its case are told by whom and when."""
    told: dict[str, Value] = {"read_by": author.name, "read_at": moment_in(edit.at)}
    for each in (report.id, receipt_id(report.id), in_case_id(report.id)):
        stored = known.record(each)
        if stored is not None and stored.kind in (REPORT, RECEIPT, IN_CASE):
            known.write(_saying(stored, author, edit, told))


def _saying(stored: Stored, author: Author, edit: Create | Step, told: dict[str, Value]) -> Stored:
    marks = dict.fromkeys(told, Stamp(FRESH, author.replica, edit.n, NO_CHAIN))
    return msgspec.structs.replace(
        stored, cells={**stored.cells, **told}, vers={**stored.vers, **marks}, seq=FRESH
    )
