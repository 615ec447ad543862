"""Every operation of the server, declared once: its path, its messages, its refusals, and who answers it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.responses import Response

from gridcore.reports.case_counts import YearOfCases
from gridcore.wire.blobs import BLOB_TYPE, Uploaded
from gridcore.wire.communities import Communities
from gridcore.wire.enrolment import EnrolAnswer, EnrolRequest, Me
from gridcore.wire.messages import GoneLine, Mark, RecordLine, Request
from gridcore.wire.parked import ParkedShown
from gridcore.wire.polls import Come
from gridcore.wire.reconcile import DifferencesLine, Question
from gridcore.wire.snapshots import PastEdit, PastLine, PlaceLine
from gridserver.http.blob_api import blob_give_endpoint, blob_look_endpoint, blob_send_endpoint
from gridserver.http.communities_api import communities_endpoint
from gridserver.http.counts_api import case_counts_endpoint
from gridserver.http.enrol_api import enrol_endpoint
from gridserver.http.parked_api import parked_endpoint
from gridserver.http.receive import Arrived
from gridserver.http.reconcile_api import reconcile_endpoint
from gridserver.http.sync_api import history_endpoint, me_endpoint, snapshot_endpoint, sync_endpoint
from gridserver.http.wait_api import wait_endpoint
from gridserver.http.waiters import NotYet
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
    """One method of one path. `takes` is the JSON of the body, `gives` the kinds of lines of the answer.

    Where bytes go up or come down as they are, `takes_bytes` and `gives_bytes` say of which type.
    """

    method: str
    path: str
    name: str
    summary: str
    endpoint: Callable[[Installation], Callable[[Arrived], Response | NotYet]]
    gives: tuple[type, ...]
    refusals: tuple[int, ...]
    takes: type | None = None
    takes_bytes: str = ""
    gives_bytes: str = ""
    answers: tuple[int, ...] = (200,)
    parameters: tuple[Parameter, ...] = field(default_factory=tuple)

    @property
    def shown_path(self) -> str:
        """The path as OpenAPI writes it."""
        return self.path.replace(":path}", "}")


_COMMUNITY = Parameter("community", "query", "The community; without it, the user's home.")
_BLOB = (
    Parameter("scope", "path", "The scope that the attachment belongs to.", is_required=True),
    Parameter("sha256", "path", "The SHA-256 of its content, 64 hexadecimal digits.", is_required=True),
    _COMMUNITY,
)
_BLOB_PATH = "/blob/{scope:path}/{sha256}"

OPERATIONS = (
    Operation(
        method="POST",
        path="/enrol/v1",
        name="enrol",
        summary="A laptop shows its one-time code and becomes a device of a user.",
        endpoint=enrol_endpoint,
        takes=EnrolRequest,
        gives=(EnrolAnswer,),
        refusals=(*SIGNED, *BODY, 403, 426),
    ),
    Operation(
        method="POST",
        path="/sync/v1",
        name="sync",
        summary="Edits go up, verdicts and changes come down. Sent again, it has the effect of once. "
        "With nothing to send, an array of the cursor and a hash will do (docs/protocol.md).",
        endpoint=sync_endpoint,
        takes=Request,
        gives=(Mark, RecordLine, GoneLine),
        refusals=(*SIGNED, *BODY, 404, 426, 503),
    ),
    Operation(
        method="GET",
        path="/wait/{at}/{state}",
        name="wait",
        summary="Says when a sync would bring something: at once, when it happens, or no after a while.",
        endpoint=wait_endpoint,
        gives=(Come,),
        refusals=(*SIGNED, 403, 422, 503),
        parameters=(
            Parameter("at", "path", "The number at which the laptop stands in each scope.", is_required=True),
            Parameter("state", "path", "All the rest, hashed as for a poll.", is_required=True),
        ),
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
        method="POST",
        path="/reconcile/{scope:path}",
        name="reconcile",
        summary="Which records of a scope are not as a laptop has them, found by digests of a tree.",
        endpoint=reconcile_endpoint,
        takes=Question,
        gives=(DifferencesLine, RecordLine, GoneLine, Mark),
        refusals=(*SIGNED, *BODY, 404, 503),
        parameters=(Parameter("scope", "path", "The scope.", is_required=True), _COMMUNITY),
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
        path="/parked/{record}",
        name="parked",
        summary="What left-behind work says, beside what stands now; for supervisors, each look is audited.",
        endpoint=parked_endpoint,
        gives=(ParkedShown,),
        refusals=(*SIGNED, 404, 422),
        parameters=(
            Parameter("record", "path", "The id of the record of left-behind work.", is_required=True),
            _COMMUNITY,
        ),
    ),
    Operation(
        method="GET",
        path="/counts/cases/{year}",
        name="case_counts",
        summary="A year's figures of mediation for who supervises the community: no case, no small count.",
        endpoint=case_counts_endpoint,
        gives=(YearOfCases,),
        refusals=(*SIGNED, 404, 422),
        parameters=(Parameter("year", "path", "The year, such as 2026.", is_required=True), _COMMUNITY),
    ),
    Operation(
        method="GET",
        path="/communities",
        name="communities",
        summary="Every community of the server by name, in its districts; a household may move there.",
        endpoint=communities_endpoint,
        gives=(Communities,),
        refusals=(*SIGNED, 404, 422),
        parameters=(_COMMUNITY,),
    ),
    Operation(  # before GET, which would answer it as well
        method="HEAD",
        path=_BLOB_PATH,
        name="blob_look",
        summary="How much of an attachment is there: Upload-Offset of Upload-Length.",
        endpoint=blob_look_endpoint,
        gives=(Uploaded,),
        refusals=(*SIGNED, 404),
        parameters=_BLOB,
    ),
    Operation(
        method="PATCH",
        path=_BLOB_PATH,
        name="blob_send",
        summary="The next piece of an attachment; the last one proves the hash and makes it readable.",
        endpoint=blob_send_endpoint,
        takes_bytes=BLOB_TYPE,
        gives=(Uploaded,),
        refusals=(*SIGNED, *BODY, 404, 409, 503, 507),
        parameters=(
            *_BLOB,
            Parameter("upload-offset", "header", "Where the piece begins: where the last ended.", True),
            Parameter("upload-length", "header", "The size of the whole attachment.", True),
        ),
    ),
    Operation(
        method="GET",
        path=_BLOB_PATH,
        name="blob_give",
        summary="An attachment, or a part of it.",
        endpoint=blob_give_endpoint,
        gives=(),
        gives_bytes=BLOB_TYPE,
        answers=(200, 206),
        refusals=(*SIGNED, 404, 416, 503),
        parameters=(*_BLOB, Parameter("range", "header", "Which bytes of it.")),
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
