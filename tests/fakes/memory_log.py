"""The log of the server without a database: what was decided, and what was sent and stored."""

from collections.abc import Collection
from dataclasses import dataclass, replace

import msgspec

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId
from gridcore.sync.edits import Create, Edit, Erase, Resolve, Set, Step, Text
from gridcore.sync.outcomes import Decided
from gridcore.sync.redirects import merged_of
from gridcore.sync.restored import tells_version
from gridcore.sync.stored import RecordState, Stored
from gridcore.sync.verdicts import Verdict
from gridcore.wire.messages import Common, GoneLine


@dataclass(frozen=True)
class Entry:
    """One edit in the log, with its answer."""

    replica: ReplicaId
    hash: str
    decided: Decided
    verdict: Verdict
    was: int | None = None
    """Its number before the server was restored, where it was sent again."""

    def value(self, cell: str) -> Value:
        """What the edit put into a cell."""
        outcome, edit = self.decided.outcome, self.decided.edit
        results = outcome.result
        if outcome.has_result and isinstance(edit, Create) and isinstance(results, dict):
            return results[cell] if cell in results else edit.cells.get(cell)
        if outcome.has_result:
            return results
        return self.sent(cell)

    def tells(self, version: int) -> bool:
        """Whether the entry tells what a cell held at a version that it is found by."""
        return tells_version(version, self.verdict.seq, self.verdict.code)

    def sent(self, cell: str) -> Value:
        """What the edit says for a cell."""
        edit = self.decided.edit
        if isinstance(edit, Create):
            return edit.cells.get(cell)
        found: Value = getattr(edit, "value", None)
        return found


def emptied(entry: Entry, records: Collection[RecordId]) -> Entry:
    """The entry without its values, if it is about one of these records."""
    decided = entry.decided
    if decided.edit.id not in records and decided.subject not in records:
        return entry
    outcome = replace(decided.outcome, result=None, has_result=False)
    return replace(entry, decided=replace(decided, edit=without_values(decided.edit), outcome=outcome))


def without_values(edit: Edit) -> Edit:
    """An edit as the log may still name it: what was done, and nothing of what was said."""
    match edit:
        case Create():
            return msgspec.structs.replace(edit, cells={})
        case Set() | Resolve():
            return msgspec.structs.replace(edit, value=None)
        case Text():
            return msgspec.structs.replace(edit, value="")
        case Step() | Erase():
            return msgspec.structs.replace(edit, reason="")
        case _:
            return edit


def common_of(n_acked: int, n: int) -> Common | None:
    """What both copies of a laptop had saved, where the server has it; nobody asks for the signature."""
    return Common(n, "") if n > n_acked else None


def gone_line(stored: Stored) -> GoneLine:
    """What travels of a record that is removed or erased."""
    if stored.state is RecordState.ERASED:
        return GoneLine(stored.id, erased=True)
    by = tuple(each for each in stored.written if each.v == stored.seq)
    return GoneLine(stored.id, False, by, bool(by) and merged_of(stored) is not None)
