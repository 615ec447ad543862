"""`GET /communities`: where a household may move."""

from collections.abc import Callable

from starlette.responses import Response

from gridcore.wire.communities import encode_communities
from gridserver.actions.arriving import RequestError
from gridserver.actions.tell_communities import tell_communities
from gridserver.http.answer import lines
from gridserver.http.receive import Arrived, caller
from gridserver.installation import Installation


def communities_endpoint(installation: Installation) -> Callable[[Arrived], Response]:
    """Names every community."""

    def answer(arrived: Arrived) -> Response:
        device = caller(installation, arrived)
        community = arrived.community(device.home)
        found = tell_communities(installation, device, community)
        if found is None:
            raise RequestError("not_here")
        arrived.note(device=device.device_id, community=community, rows=len(found.communities))
        return lines(arrived, [encode_communities(found)])

    return answer
