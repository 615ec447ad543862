"""`POST /sync/v1`, `GET /snapshot/…`, `GET /history/…` and `GET /v1/me`."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs

from backports import zstd
from starlette.exceptions import HTTPException
from starlette.responses import Response

from gridcore.ids import RecordId, ScopeId
from gridcore.wire.columns import FORMAT
from gridcore.wire.enrolment import encode_enrolment
from gridcore.wire.envelope import LINES_TYPE
from gridcore.wire.packing import ZSTD, chosen
from gridcore.wire.polls import OPENING, Poll
from gridserver.actions.arriving import RequestError
from gridserver.actions.asked import decode_asked, decode_pushed
from gridserver.actions.carry_out_plans import GridPlans
from gridserver.actions.give_changes import give_changes
from gridserver.actions.give_history import give_history
from gridserver.actions.give_news import give_news
from gridserver.actions.give_snapshot import give_snapshot, one_by_one
from gridserver.actions.take_edits import take_edits
from gridserver.actions.tell_me import tell_me
from gridserver.db.devices import Device
from gridserver.db.snapshots import Snapshot
from gridserver.http.answer import lines
from gridserver.http.in_flight import InFlight
from gridserver.http.receive import Arrived, caller
from gridserver.installation import Installation

Endpoint = Callable[[Arrived], Response]

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


def sync_endpoint(installation: Installation) -> Endpoint:
    """Takes edits and gives changes."""
    in_flight, plans = InFlight(), GridPlans(installation)

    def answer(arrived: Arrived) -> Response:
        device = caller(installation, arrived)
        body = arrived.body()
        if body.startswith(OPENING):
            plans.carry_out(device.home)
            return _polled(installation, in_flight, arrived, device, decode_asked(body))
        request, edits = decode_pushed(body)
        with in_flight.place():
            pushed = take_edits(installation, device, request, edits)
            plans.carry_out(request.community, [bytes(each) for each in edits])
            given = give_changes(installation, device, request, pushed)
        sent = sum(map(len, given.pieces))
        arrived.note(device=device.device_id, community=request.community, edits=len(edits))
        arrived.note(outcome=type(pushed).__name__.lower(), rows=given.rows, bytes_out=sent)
        return lines(arrived, given.pieces)

    return answer


def _polled(
    installation: Installation, in_flight: InFlight, arrived: Arrived, device: Device, poll: Poll
) -> Response:
    with in_flight.place():
        given = give_news(installation, device, poll)
    sent = sum(map(len, given.pieces))
    arrived.note(device=device.device_id, community=device.home)
    arrived.note(outcome="polled", rows=given.rows, bytes_out=sent)
    return lines(arrived, given.pieces, says_nothing=len(given.pieces) == 1)


def snapshot_endpoint(installation: Installation) -> Endpoint:
    """Gives the whole of a scope, or the part of it that is still missing."""
    in_flight = InFlight(most=2, waiting=12, patience_s=20)

    def answer(arrived: Arrived) -> Response:
        device = caller(installation, arrived)
        scope, community = ScopeId(arrived.named("/snapshot/")), arrived.community(device.home)
        with in_flight.place():
            found = give_snapshot(installation, device, community, scope)
        if found is None:
            raise RequestError("not_here")
        arrived.note(device=device.device_id, community=community, bytes_out=len(found.body))
        return _body(arrived, found, scope)

    return answer


def history_endpoint(installation: Installation) -> Endpoint:
    """Gives the past of one record."""

    def answer(arrived: Arrived) -> Response:
        device = caller(installation, arrived)
        record, community = RecordId(arrived.named("/history/")), arrived.community(device.home)
        before = _before(arrived)
        found = give_history(installation, device, community, record, before)
        if found is None:
            raise RequestError("not_here")
        arrived.note(device=device.device_id, community=community, rows=len(found) - 1)
        return lines(arrived, [b"".join(found)])

    return answer


def me_endpoint(installation: Installation) -> Endpoint:
    """Tells who the device's user is."""

    def answer(arrived: Arrived) -> Response:
        device = caller(installation, arrived)
        community = arrived.community(device.home)
        found = tell_me(installation, device, community)
        if found is None:
            raise RequestError("not_here")
        arrived.note(device=device.device_id, community=community)
        return lines(arrived, [encode_enrolment(found) + b"\n"])

    return answer


def _before(arrived: Arrived) -> int | None:
    """The number before which a history is wanted."""
    before = parse_qs(arrived.query).get("before", [""])[0]
    if before and not re.fullmatch(r"[0-9]{1,15}", before):
        raise RequestError("before_is_no_number")
    return int(before) if before else None


def _body(arrived: Arrived, found: Snapshot, scope: ScopeId) -> Response:
    """The packed body, whole or from a place on; who reads no zstd, or no columns, gets no parts."""
    tag = f'"{found.etag}"'
    headers = {"etag": tag, "cache-control": "no-store"}
    if tag in arrived.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if parse_qs(arrived.query).get("format") != [FORMAT]:
        return lines(arrived, [one_by_one(zstd.decompress(found.body), scope)])
    if chosen(arrived.headers.get("accept-encoding", "")) != ZSTD:
        return lines(arrived, [zstd.decompress(found.body)])
    headers |= {"accept-ranges": "bytes", "content-encoding": ZSTD}
    wanted = _RANGE.fullmatch(arrived.headers.get("range", ""))
    if wanted is None or arrived.headers.get("if-range", tag) != tag:
        return Response(found.body, 200, headers, LINES_TYPE)
    total, first = len(found.body), int(wanted[1])
    last = min(int(wanted[2] or total - 1), total - 1)
    if first > last:
        raise HTTPException(416, headers={"content-range": f"bytes */{total}"})
    headers["content-range"] = f"bytes {first}-{last}/{total}"
    return Response(found.body[first : last + 1], 206, headers, LINES_TYPE)
