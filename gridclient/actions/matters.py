"""Clocks that end today or have ended: plans to review, requests of people to be answered."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gridclient.db import matters as kept
from gridclient.db.matters import Dated
from gridclient.db.threads import Connection
from gridcore.ids import RecordId
from gridcore.workflows.rights import answer_due

ANSWERS_AHEAD = timedelta(days=3)
"""A request is told of so long before its last day: its answer takes a supervisor, too."""


class MatterKind(enum.StrEnum):
    """What the clock belongs to."""

    REVIEW = "review"
    REQUEST = "request"


@dataclass(frozen=True)
class Matter:
    """Clocks of one kind: how many, the earliest last day, and whom that is about."""

    kind: MatterKind
    count: int
    last_day: date
    resident: RecordId
    name: str


def matters_of(connection: Connection, to_review: Sequence[Dated], day: date) -> list[Matter]:
    """What ends on a day or before, one of each kind, the earliest last day first."""
    reviews = [(date.fromisoformat(each.day), each) for each in to_review]
    asked = [(answer_due(date.fromisoformat(each.day)), each) for each in kept.open_requests(connection)]
    requests = [(last_day, each) for last_day, each in asked if last_day <= day + ANSWERS_AHEAD]
    told = []
    for kind, ending in ((MatterKind.REVIEW, reviews), (MatterKind.REQUEST, requests)):
        if ending:
            last_day, first = min(ending)
            told.append(Matter(kind, len(ending), last_day, first.resident, first.name))
    return sorted(told, key=lambda each: (each.last_day, each.kind))
