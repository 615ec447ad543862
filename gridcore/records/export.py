"""Lists that were written out as files: who, when, what for, how many people; never a value of the list."""

from gridcore.codes.export import EXPORT_FILTER, EXPORT_PURPOSE, LEDGER
from gridcore.fields import (
    GRID,
    P1,
    P2,
    choice,
    choices,
    date,
    detail,
    flag,
    label,
    long_text,
    moment,
    number,
    record,
    state,
    text,
)


@record("list_export", label("ListExport", "Exported list"), scope=GRID)
class ListExport:
    """A list that left as a file, or waits for a second person's word before it does.

    `columns` names fields as `kind.field`; `file_hash` is the SHA-256 of the file. It lies in the grid of
    most of the people whom the list speaks of.
    """

    ledger = choice(label("ListExport", "List"), LEDGER, P1, required=True)
    columns = detail(label("ListExport", "Columns"), P1)
    narrowed = choices(label("ListExport", "Narrowed"), EXPORT_FILTER, P1)
    purpose = choice(label("ListExport", "Purpose"), EXPORT_PURPOSE, P1, required=True)
    purpose_words = text(label("ListExport", "What for"), P2, required=True, max_length=120)
    rows = number(label("ListExport", "Rows"), P1, lowest=0, computed=True)
    people = number(label("ListExport", "People in it"), P1, lowest=0, computed=True)
    masked = flag(label("ListExport", "Masked"), P1, computed=True)
    asked_at = moment(label("ListExport", "Exported at"), P1, computed=True)
    asked_by = text(label("ListExport", "Exported by"), P1, computed=True, max_length=60)
    valid_until = date(label("ListExport", "May be written until"), P1, computed=True)
    file_hash = text(label("ListExport", "Hash of the file"), P1, computed=True, max_length=64)
    remark = long_text(label("ListExport", "Why it was not allowed"), P2, computed=True)
    progress = state(label("ListExport", "State"), "list_export", P1)
