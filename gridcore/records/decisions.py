"""What waits for a person: conflicts, proposals for what only a supervisor changes, left-behind work."""

from gridcore.codes.decisions import CONFLICT_KIND, PARKED_ANSWER
from gridcore.fields import (
    ABOUT,
    P1,
    P2,
    STAFF,
    USER,
    choice,
    detail,
    label,
    moment,
    number,
    record,
    state,
    text,
)


@record("conflict", label("Conflict", "Conflict"), scope=ABOUT)
class Conflict:
    """Edits that met in one cell: the value before, and each side with its author.

    `base` is the trunk version that both sides saw, `before` its value, `standing` the replica whose value
    the cell holds, `sides` {replica: {base, v, n, value, author, at}}.
    """

    subject = text(label("Conflict", "Record"), P1, required=True, max_length=36)
    subject_kind = text(label("Conflict", "Kind of record"), P1, required=True, max_length=40)
    cell = text(label("Conflict", "Field"), P1, max_length=60)
    conflict_kind = choice(label("Conflict", "Kind of conflict"), CONFLICT_KIND, P1, required=True)
    base = number(label("Conflict", "Version before"), P1)
    before = detail(label("Conflict", "Before"), P2)
    standing = text(label("Conflict", "Standing side"), P1, max_length=60)
    sides = detail(label("Conflict", "Sides"), P2)
    decided = detail(label("Conflict", "Decision"), P2)
    progress = state(label("Conflict", "State"), "conflict", P1)


@record("proposal", label("Proposal", "Proposal"), scope=ABOUT)
class Proposal:
    """A value that a worker proposes for a cell that only a supervisor's step changes.

    The server says whose it is, by account: two people may bear one name.
    """

    subject = text(label("Proposal", "Record"), P1, required=True, max_length=36)
    subject_kind = text(label("Proposal", "Kind of record"), P1, required=True, max_length=40)
    under = text(label("Proposal", "Belongs to"), P1, max_length=36)
    cell = text(label("Proposal", "Field"), P1, required=True, max_length=60)
    base = number(label("Proposal", "Version seen"), P1)
    before = detail(label("Proposal", "Before"), P2)
    value = detail(label("Proposal", "Proposed value"), P2)
    replica = text(label("Proposal", "Device"), P1, max_length=60)
    user = text(label("Proposal", "User"), P1, max_length=60)
    author = text(label("Proposal", "Author"), P1, max_length=60)
    proposed_at = moment(label("Proposal", "Proposed at"), P1)
    approval = text(label("Proposal", "Approval that protects the field"), P1, max_length=60)
    progress = state(label("Proposal", "State"), "proposal", P1)


@record("parked_edit", label("ParkedEdit", "Left-behind work"), scope=STAFF)
class ParkedEdit:
    """What one save of a form left behind: edits that could not be applied, for a supervisor to decide.

    The server writes it; it holds no values. `edits` is a list of {n, kind, record, do, cells}.
    """

    replica = text(label("ParkedEdit", "Copy on the device"), P1, required=True, max_length=64)
    device_name = text(label("ParkedEdit", "Device"), P1)
    user = text(label("ParkedEdit", "User"), P1, required=True, max_length=60)
    author = text(label("ParkedEdit", "Author"), P1, max_length=60)
    received = moment(label("ParkedEdit", "Received"), P1, required=True)
    reason = text(label("ParkedEdit", "Why it was not applied"), P1, max_length=60)
    subject = text(label("ParkedEdit", "Record"), P1, max_length=64)
    subject_kind = text(label("ParkedEdit", "Kind of record"), P1, max_length=60)
    edits = detail(label("ParkedEdit", "Edits"), P1)
    progress = state(label("ParkedEdit", "State"), "parked_edit", P1)


@record("parked_answer", label("ParkedAnswer", "Answer about left-behind work"), scope=USER)
class ParkedAnswer:
    """What a supervisor decided about left-behind work, for its author; the server writes it.

    `verdicts` is {number of the edit: verdict}.
    """

    replica = text(label("ParkedAnswer", "Copy on the device"), P1, required=True, max_length=64)
    device_name = text(label("ParkedAnswer", "Device"), P1)
    subject_kind = text(label("ParkedAnswer", "Kind of record"), P1, max_length=60)
    outcome = choice(label("ParkedAnswer", "Outcome"), PARKED_ANSWER, P1, required=True)
    verdicts = detail(label("ParkedAnswer", "Verdicts"), P1)
    supervisor = text(label("ParkedAnswer", "Supervisor"), P1, max_length=60)
    decided_at = text(label("ParkedAnswer", "Decided"), P1, max_length=40)
    reason = text(label("ParkedAnswer", "Reason"), P2, max_length=500)
