"""Every operation of the server, declared once: its path, its messages, its refusals, and who answers it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.responses import Response

from gridcore.wire.enrolment import EnrolAnswer, EnrolRequest, Me
from gridcore.wire.messages import GoneLine, Mark, RecordLine, Request
from gridcore.wire.snapshots import PastEdit, PastLine, PlaceLine
from gridserver.http.enrol_api import enrol_endpoint
from gridserver.http.receive import Arrived
from gridserver.http.sync_api import history_endpoint, me_endpoint, snapshot_endpoint, sync_endpoint
from gridserver.installation import Installation

SIGNED = (401,)
"""Not signed by an enrolled device, or with a clock that is far off."""
BODY = (400, 408, 413, 415, 422)


@dataclass(frozen=True)
class Parameter:
    """A part of the path, of the query, or a header."""

    name: str
    place: str
    meaning: str
    is_required: bool = False


@dataclass(frozen=True)
class Operation:
    """One method of one path. `takes` is the JSON of the body, `gives` the kinds of lines of the answer."""

    method: str
    path: str
    name: str
    summary: str
    endpoint: Callable[[Installation], Callable[[Arrived], Response]]
    gives: tuple[type, ...]
    refusals: tuple[int, ...]
    takes: type | None = None
    answers: tuple[int, ...] = (200,)
    parameters: tuple[Parameter, ...] = field(default_factory=tuple)

    @property
    def shown_path(self) -> str:
        """The path as OpenAPI writes it."""
        return self.path.replace(":path}", "}")


_COMMUNITY = Parameter("community", "query", "The community; without it, the user's home.")

OPERATIONS = (
    Operation(
        method="POST",
        path="/enrol/v1",
        name="enrol",
        summary="A laptop shows its one-time code and becomes a device of a user.",
        endpoint=enrol_endpoint,
        takes=EnrolRequest,
        gives=(EnrolAnswer,),
        refusals=(*SIGNED, *BODY, 403),
    ),
    Operation(
        method="POST",
        path="/sync/v1",
        name="sync",
        summary="Edits go up, verdicts and changes come down. Sent again, it has the effect of once.",
        endpoint=sync_endpoint,
        takes=Request,
        gives=(Mark, RecordLine, GoneLine),
        refusals=(*SIGNED, *BODY, 404, 503),
    ),
    Operation(
        method="GET",
        path="/snapshot/{scope:path}",
        name="snapshot",
        summary="A whole scope, packed once, for a first sync; it can be taken up at each frame.",
        endpoint=snapshot_endpoint,
        gives=(PlaceLine, Mark, RecordLine),
        answers=(200, 206, 304),
        refusals=(*SIGNED, 404, 416, 422, 503),
        parameters=(
            Parameter("scope", "path", "The scope, such as grid/330106001001.", is_required=True),
            _COMMUNITY,
            Parameter("range", "header", "From which byte of the packed body on: a frame's offset."),
            Parameter("if-range", "header", "The entity tag that the range belongs to."),
            Parameter("if-none-match", "header", "The entity tag of what is there already."),
        ),
    ),
    Operation(
        method="GET",
        path="/history/{record}",
        name="history",
        summary="Who changed a record, how, and when as the laptops claim; newest first.",
        endpoint=history_endpoint,
        gives=(PastLine, PastEdit),
        refusals=(*SIGNED, 404, 422),
        parameters=(
            Parameter("record", "path", "The record's id.", is_required=True),
            _COMMUNITY,
            Parameter("before", "query", "Only entries with a smaller number."),
        ),
    ),
    Operation(
        method="GET",
        path="/v1/me",
        name="me",
        summary="Who the device's user is at this moment, with duties and scopes.",
        endpoint=me_endpoint,
        gives=(Me,),
        refusals=(*SIGNED, 403, 404, 422),
        parameters=(_COMMUNITY,),
    ),
)
