"""A dispute heard of on a visit goes to the mediators with the visit: what was said is not typed twice."""

from dataclasses import dataclass

from gridclient.actions.records import Beside
from gridclient.db.dispute_reports import intake_of
from gridclient.db.threads import Database
from gridclient.db.visits import Door, PersonAtDoor
from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Values
from gridcore.follow_ups import Makes, makes_of
from gridcore.ids import RecordId
from gridcore.shapes import text_of

TO_MEDIATORS = "to_mediators"
"""The name under which a form and its draft keep whether who told of it agrees; no field of a visit.

Without consent nothing is handed in, and the supervisor reads the follow-up with the visit.
"""


def asks_mediators(before: Values, whole: Values) -> bool:
    """Whether a visit newly says that mediators are to hear of it."""
    follow_up = whole.get("follow_up")
    return follow_up != before.get("follow_up") and makes_of(follow_up) is Makes.MEDIATION_DRAFT


def report_problems(whole: Values) -> list[FieldProblem]:
    """What a visit lacks to be passed on: something to pass on."""
    return [] if text_of(whole, "said").strip() else [problem("said", "required")]


@dataclass(frozen=True)
class Written:
    """By whom a report is written, under which id, and when."""

    worker: str
    record: RecordId
    at: str


async def reports_beside(
    database: Database, door: Door, met: PersonAtDoor | None, visit: Values, written: Written
) -> list[Beside]:
    """The report that goes with a visit, in a group of its own: should it be refused, the visit stays."""
    scope = await database.read(lambda connection: intake_of(connection, door.household))
    values: Values = {
        "told_on": visit.get("visited_on"),
        "place": door.address,
        "told_by": met.name if met is not None else None,
        "said": visit.get("said"),
        "agreed": True,
        "household": door.household,
        "reported_by": written.worker,
        "reported_at": written.at,
    }
    report = Beside("dispute_report", written.record, values, is_new=True, scope=scope, is_apart=True)
    return [] if scope is None else [report]
