"""What workers handed in, as the server sends it."""

from __future__ import annotations

from sqlalchemy import Connection

from gridcore.ids import GroupId, RecordId
from gridcore.sync.edits import Step, encode_edit
from tests.client.ui.visits.store import (
    COLLEAGUE,
    COMMUNITY,
    GRID,
    SUPERVISOR,
    USER,
    WORKER,
    Cells,
    Store,
    visit,
)

Record = tuple[str, str, Cells]

CARE = visit(
    "s1",
    "h1",
    "p1",
    visited_on="2026-11-20",
    approval="submitted",
    said="老人感冒已好，血压计坏了。",
    follow_up="errand",
    next_date="2026-12-01",
)
CONTACT = visit("s2", "h2", "p3", visited_on="2026-11-19", kind="contact", approval="submitted")
CONTACT_TOO = visit("s3", "h3", "p4", visited_on="2026-11-18", kind="contact", approval="submitted")
FOLLOWED = visit("s4", "h3", "p4", kind="contact", follow_up="incident", approval="submitted")
THEIRS_VISIT = visit("s5", "h2", "p3", worker=COLLEAGUE, kind="safety", approval="submitted")
OWN = visit("s6", "h2", "p3", worker=SUPERVISOR, approval="submitted")
AGAIN = visit(
    "s7",
    "h1",
    "p1",
    visited_on="2026-11-15",
    approval="submitted",
    remark="请写明需要。",
    remark_field="said",
)
PROPOSAL: Record = (
    "proposal",
    "q1",
    {
        "subject": "v0",
        "subject_kind": "visit",
        "cell": "follow_up",
        "base": 10,
        "before": "none",
        "value": "visit_again",
        "replica": "r-theirs",
        "author": WORKER,
        "approval": "visit_approval",
        "progress": "open",
    },
)
SENSITIVE: Record = (
    "proposal",
    "q2",
    {
        "subject": "reason-1",
        "under": "c1",
        "subject_kind": "care_reason",
        "cell": "category",
        "base": 10,
        "before": None,
        "value": "E02",
        "replica": "r-theirs",
        "author": WORKER,
        "approval": "",
        "progress": "open",
    },
)
"""A category of care: the supervisor is told it alone, and looks at it for a reason."""
CASE: Record = (
    "mediation_case",
    "k1",
    {"title": "漏水纠纷", "mediator": "刘调解员", "progress": "agreed_written"},
)
AGREEMENT: Record = ("agreement", "a1", {"case": "k1", "agreed_on": "2026-11-18", "approval": "submitted"})
OWN_PROPOSAL: Record = ("proposal", "q1", {**PROPOSAL[2], "author": SUPERVISOR, "user": USER})
"""Proposed by the account of this laptop."""


async def submitted_here(store: Store, record: Record, seq: int = 20) -> None:
    """This laptop sent the step by which a visit was handed in, and the server took it in at this number."""
    step = Step(3, GroupId("g"), RecordId(record[1]), "approval", "draft", "submitted", 0)
    row = (COMMUNITY, 3, b"hash", record[1], GRID, encode_edit(step), "ok", seq, "2026-11-20T02:00:00Z")

    def write(connection: Connection) -> None:
        connection.exec_driver_sql(
            "INSERT INTO sent (community, n, hash, record, scope, body, verdict, seq, sealed, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
            row,
        )

    await store.database.write(write)
