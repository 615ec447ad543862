"""`GET /parked/…`: a supervisor looks into left-behind work."""

from collections.abc import Callable

from starlette.responses import Response

from gridcore.ids import RecordId
from gridcore.wire.parked import encode_parked
from gridserver.actions.arriving import RequestError
from gridserver.actions.show_parked import show_parked
from gridserver.http.answer import lines
from gridserver.http.receive import Arrived, caller
from gridserver.installation import Installation


def parked_endpoint(installation: Installation) -> Callable[[Arrived], Response]:
    """Shows the values of left-behind work, as far as its reader receives the place where they lie."""

    def answer(arrived: Arrived) -> Response:
        device = caller(installation, arrived)
        record, community = RecordId(arrived.named("/parked/")), arrived.community(device.home)
        found = show_parked(installation, device, community, record)
        if found is None:
            raise RequestError("not_here")
        arrived.note(device=device.device_id, community=community, rows=len(found.edits))
        return lines(arrived, [encode_parked(found)])

    return answer
