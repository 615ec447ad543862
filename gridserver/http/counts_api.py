"""`GET /counts/cases/…`: a supervisor asks for a year's figures of mediation."""

import re
from collections.abc import Callable

from starlette.responses import Response

from gridcore.wire.case_counts import encode_year
from gridserver.actions.arriving import RequestError
from gridserver.actions.count_cases import count_cases
from gridserver.http.answer import lines
from gridserver.http.receive import Arrived, caller
from gridserver.installation import Installation

_YEAR = re.compile(r"[12][0-9]{3}")


def case_counts_endpoint(installation: Installation) -> Callable[[Arrived], Response]:
    """Tells figures alone; who may not ask gets the answer that a community gives that is not there."""

    def answer(arrived: Arrived) -> Response:
        device = caller(installation, arrived)
        year, community = arrived.named("/counts/cases/"), arrived.community(device.home)
        if not _YEAR.fullmatch(year):
            raise RequestError("no_such_year")
        found = count_cases(installation, device, community, int(year))
        if found is None:
            raise RequestError("not_here")
        arrived.note(device=device.device_id, community=community)
        return lines(arrived, [encode_year(found)])

    return answer
