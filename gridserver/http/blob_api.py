"""`HEAD`, `PATCH` and `GET /blob/…`: attachments, in pieces and in parts."""

import logging
import re
from collections.abc import Callable
from typing import assert_never

from starlette.exceptions import HTTPException
from starlette.responses import Response

from gridcore.attachments import is_sha256
from gridcore.ids import ScopeId
from gridcore.wire.blobs import BLOB_TYPE, Uploaded, encode_uploaded
from gridserver.actions.arriving import RequestError
from gridserver.actions.keep_blobs import (
    NotTaken,
    OutOfPlace,
    OverQuota,
    Progress,
    TooLarge,
    give_bytes,
    progress_of,
    take_piece,
)
from gridserver.db.blob_store import MissingBlobError
from gridserver.db.blobs import Named
from gridserver.db.devices import Device
from gridserver.http.answer import lines
from gridserver.http.faults import told
from gridserver.http.in_flight import InFlight
from gridserver.http.receive import Arrived, caller
from gridserver.installation import Installation

Endpoint = Callable[[Arrived], Response]

_log = logging.getLogger("gridserver")

_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})", re.ASCII)
_NUMBER = re.compile(r"\d{1,12}", re.ASCII)


def blob_look_endpoint(installation: Installation) -> Endpoint:
    """Tells how much of an attachment is there."""

    def answer(arrived: Arrived) -> Response:
        device = caller(installation, arrived)
        found = progress_of(installation, device, _named(arrived, device))
        if found is None:
            raise RequestError("not_here")
        return _told(arrived, found)

    return answer


def blob_send_endpoint(installation: Installation) -> Endpoint:
    """Takes a piece of an attachment."""
    in_flight = InFlight(most=2, waiting=12, patience_s=20)

    def answer(arrived: Arrived) -> Response:
        device = caller(installation, arrived)
        named, piece = _named(arrived, device), arrived.body()
        offset, size = _header(arrived, "upload-offset"), _header(arrived, "upload-length")
        with in_flight.place():
            taken = take_piece(installation, device, named, offset, size, piece)
        arrived.note(device=device.device_id, community=named.community, outcome=type(taken).__name__.lower())
        match taken:
            case None:
                raise RequestError("not_here")
            case Progress():
                return _told(arrived, taken)
            case OutOfPlace(have=have):
                raise HTTPException(409, headers={"upload-offset": str(have)})
            case TooLarge():
                raise HTTPException(413)
            case OverQuota():
                raise HTTPException(507)
            case NotTaken(why=why):
                raise RequestError(why)
            case unexpected:
                assert_never(unexpected)

    return answer


def blob_give_endpoint(installation: Installation) -> Endpoint:
    """Gives an attachment, or a part of it."""
    in_flight = InFlight(most=2, waiting=12, patience_s=20)

    def answer(arrived: Arrived) -> Response:
        device = caller(installation, arrived)
        named = _named(arrived, device)
        wanted = _RANGE.fullmatch(arrived.headers.get("range", ""))
        first, last = (int(wanted[1]), int(wanted[2]) if wanted[2] else None) if wanted else (0, None)
        with in_flight.place():
            try:
                found = give_bytes(installation, device, named, first, last)
            except ValueError as error:
                raise HTTPException(416) from error
            except MissingBlobError as error:
                _log.error("blob_give: %s", told(error))
                raise RequestError("not_here") from error
        if found is None:
            raise RequestError("not_here")
        content, size = found
        arrived.note(device=device.device_id, community=named.community, bytes_out=len(content))
        headers = {"etag": f'"{named.sha256}"', "cache-control": "no-store", "accept-ranges": "bytes"}
        if wanted is None:
            return Response(content, 200, headers, BLOB_TYPE)
        headers["content-range"] = f"bytes {first}-{first + len(content) - 1}/{size}"
        return Response(content, 206, headers, BLOB_TYPE)

    return answer


def _named(arrived: Arrived, device: Device) -> Named:
    scope, _, sha256 = arrived.named("/blob/").rpartition("/")
    community = arrived.community(device.home)
    if not is_sha256(sha256) or "\n" in community + scope:
        raise RequestError("not_here")
    return Named(community, ScopeId(scope), sha256)


def _header(arrived: Arrived, name: str) -> int:
    found = arrived.headers.get(name, "")
    if _NUMBER.fullmatch(found) is None:
        raise RequestError(f"{name}_is_no_number")
    return int(found)


def _told(arrived: Arrived, found: Progress) -> Response:
    response = lines(arrived, [encode_uploaded(Uploaded(found.have, found.size))])
    response.headers.update({"upload-offset": str(found.have), "upload-length": str(found.size)})
    return response
