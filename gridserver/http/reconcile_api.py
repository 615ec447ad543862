"""`POST /reconcile/…`: which records of a scope are not as a laptop has them."""

from collections.abc import Callable

from starlette.responses import Response

from gridcore.ids import ScopeId
from gridserver.actions.arriving import RequestError
from gridserver.actions.give_differences import give_differences
from gridserver.http.answer import lines
from gridserver.http.in_flight import InFlight
from gridserver.http.receive import Arrived, caller
from gridserver.installation import Installation


def reconcile_endpoint(installation: Installation) -> Callable[[Arrived], Response]:
    """Compares a scope; few at a time, because all its numbers are read."""
    in_flight = InFlight(most=2, waiting=12, patience_s=20)

    def answer(arrived: Arrived) -> Response:
        device = caller(installation, arrived)
        scope, community = ScopeId(arrived.named("/reconcile/")), arrived.community(device.home)
        with in_flight.place():
            found = give_differences(installation, device, community, scope, arrived.body())
        if found is None:
            raise RequestError("not_here")
        arrived.note(device=device.device_id, community=community, rows=len(found) - 2)
        return lines(arrived, found)

    return answer
