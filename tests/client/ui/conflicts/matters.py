"""Conflicts as the server sends them."""

from __future__ import annotations

from gridcore.fields import Value
from tests.client.ui.visits.store import COLLEAGUE, MINE, SUPERVISOR, THEIRS, WORKER, Cells

Record = tuple[str, str, Cells]

BEFORE = "老人独居，身体状况良好。子女每周探望一次。"
MY_TEXT = "老人独居，身体状况良好。子女每月探望一次。"
THEIR_TEXT = "老人独居，腿脚不便。子女每周探望一次。"


def side(replica: str, value: Value, author: str, at: str = "2026-11-20T02:00:00Z") -> dict[str, Value]:
    """One side of a conflict."""
    v = 18 if replica == MINE else 20
    return {"base": 10, "v": v, "n": 3, "value": value, "author": author, "at": at}


def about(
    number: str, subject: tuple[str, str], cell: str, before: Value, mine: Value, theirs: Value
) -> Record:
    """Two values that met; theirs stands."""
    kind, record = subject
    sides: dict[str, Value] = {
        THEIRS: side(THEIRS, theirs, COLLEAGUE, "2026-11-21T08:05:00Z"),
        MINE: side(MINE, mine, WORKER),
    }
    cells: Cells = {
        "subject": record,
        "subject_kind": kind,
        "cell": cell,
        "conflict_kind": "value",
        "base": 10,
        "before": before,
        "standing": THEIRS,
        "sides": sides,
        "progress": "open",
    }
    return "conflict", number, cells


PHONE = about("k1", ("household", "h1"), "phone", "13800138000", "13900139000", "13700137000")
REMARK = about("k2", ("household", "h2"), "remark", BEFORE, MY_TEXT, THEIR_TEXT)
REASON: Record = ("care_reason", "cr1", {"plan": "c1", "category": "E01", "remark": "关节炎"})
SENSITIVE = about("k8", ("care_reason", "cr1"), "remark", "关节疼", "关节炎加重", "腿伤")
"""Two specialists wrote about one reason of care."""
HEAD = about("k3", ("household", "h1"), "head", None, "p1", "p2")
GRID_CODE = about("k9", ("grid", "g1"), "code", None, "370502001001001", "370502001001002")
"""Of old: a grid that was made on two laptops. Its code stays what it is."""
REMOVAL: Record = (
    "conflict",
    "k4",
    {
        "subject": "p3",
        "subject_kind": "resident",
        "cell": "",
        "conflict_kind": "removal",
        "base": 10,
        "standing": THEIRS,
        "sides": {MINE: side(MINE, True, WORKER), THEIRS: side(THEIRS, False, COLLEAGUE)},
        "progress": "open",
    },
)
RULE: Record = (
    "conflict",
    "k5",
    {
        "subject": "c1",
        "subject_kind": "care_plan",
        "cell": "ends_on",
        "conflict_kind": "rule",
        "base": 0,
        "sides": {},
        "progress": "open",
    },
)
TWINS: Record = (
    "conflict",
    "k6",
    {
        "subject": "p3",
        "subject_kind": "resident",
        "cell": "name",
        "conflict_kind": "duplicate",
        "base": 0,
        "sides": {"records": {"first": "p3", "second": "p4"}},
        "progress": "open",
    },
)
MERGED: Record = (
    "conflict",
    "k7",
    {
        "subject": "p9",
        "subject_kind": "resident",
        "cell": "name",
        "conflict_kind": "duplicate",
        "base": 0,
        "sides": {"records": {"first": "p4", "second": "p9"}},
        "progress": "resolved",
        "decided": {
            "choice": "same",
            "value": "same",
            "author": SUPERVISOR,
            "at": "2026-11-21T08:05:00Z",
            "winner": "p4",
            "loser": "p9",
            "differs": {"name": "欧阳文鹃", "phone": "13700137000"},
        },
    },
)
"""Somebody who was written down twice, and is one person now."""
