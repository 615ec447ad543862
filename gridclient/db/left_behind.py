"""Left-behind work as a supervisor's list shows it, and what its author hears of it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.confirmed import confirmed_of
from gridclient.db.listing import Where, rows
from gridclient.db.replicas import current_replica
from gridclient.db.titles import Title, titles
from gridcore.fields import Value, Values
from gridcore.ids import RecordId
from gridcore.sync.verdicts import NOT_APPLIED, VerdictCode
from gridcore.workflows.decision import WAITING

_KIND, _ANSWER = "parked_edit", "parked_answer"
_MOST_ANSWERS, _ALL = 50, -1
_APPLIED = frozenset({each.value for each in VerdictCode} - {each.value for each in NOT_APPLIED})


@dataclass(frozen=True)
class NamedEdit:
    """One parked edit without its values."""

    n: int
    kind: str
    record: RecordId
    do: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class LeftWork:
    """What one save of a form left behind. `base` is the version that a decision names."""

    record: RecordId
    author: str
    device: str
    received: str
    reason: str
    kind: str
    title: Title
    edits: tuple[NamedEdit, ...]
    base: int


@dataclass(frozen=True)
class Answer:
    """What a supervisor decided about work of this user; `is_of_here` where it was this laptop's.

    `applied` are the numbers of the edits that are on the record now, or beside it in a conflict or proposal.
    """

    record: RecordId
    numbers: frozenset[int]
    applied: frozenset[int]
    is_of_here: bool
    device: str
    kind: str
    outcome: str
    verdicts: tuple[str, ...]
    supervisor: str
    decided_at: str
    reason: str


def waiting_work(connection: Connection) -> list[LeftWork]:
    """What waits for a supervisor, by person and device, the oldest first."""
    order = ("author", "device_name", "received")
    found = rows(connection, _KIND, [Where("progress", "=", WAITING)], order=order, limit=_ALL)
    known = confirmed_of(connection, [each.id for each in found])
    told = titles(connection, {(_text(each.values, "subject_kind"), _subject(each.values)) for each in found})
    return [
        LeftWork(
            record=each.id,
            author=_text(each.values, "author"),
            device=_text(each.values, "device_name"),
            received=_text(each.values, "received"),
            reason=_text(each.values, "reason"),
            kind=_text(each.values, "subject_kind"),
            title=told[_subject(each.values)],
            edits=_edits(each.values["edits"]),
            base=known[each.id].version("progress") if each.id in known else 0,
        )
        for each in found
    ]


def answers(connection: Connection) -> list[Answer]:
    """What became of this user's left-behind work, the latest first."""
    here = current_replica(connection)
    found = []
    for shown in rows(connection, _ANSWER, order=("-decided_at",), limit=_MOST_ANSWERS):
        values = shown.values
        verdicts = values["verdicts"] if isinstance(values["verdicts"], dict) else {}
        found.append(
            Answer(
                record=shown.id,
                numbers=frozenset(int(each) for each in verdicts if each.isdigit()),
                applied=frozenset(
                    int(each) for each, verdict in verdicts.items() if each.isdigit() and verdict in _APPLIED
                ),
                is_of_here=here is not None and values["replica"] == here.id,
                device=_text(values, "device_name"),
                kind=_text(values, "subject_kind"),
                outcome=_text(values, "outcome"),
                verdicts=tuple(str(each) for each in verdicts.values()),
                supervisor=_text(values, "supervisor"),
                decided_at=_text(values, "decided_at"),
                reason=_text(values, "reason"),
            )
        )
    return found


def _edits(held: Value) -> tuple[NamedEdit, ...]:
    """What a later server writes otherwise is left out."""
    found = []
    for each in held if isinstance(held, list) else []:
        if isinstance(each, dict) and isinstance(n := each.get("n"), int):
            cells = each.get("cells")
            named = tuple(str(name) for name in cells) if isinstance(cells, list) else ()
            record = RecordId(str(each.get("record", "")))
            found.append(NamedEdit(n, str(each.get("kind", "")), record, str(each.get("do", "")), named))
    return tuple(found)


def _subject(values: Values) -> RecordId:
    return RecordId(_text(values, "subject"))


def _text(values: Values, name: str) -> str:
    found = values.get(name)
    return found if isinstance(found, str) else ""
