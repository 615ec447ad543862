"""`GET /wait/…`: answered when a sync would bring something, or after a while."""

from collections.abc import Callable

from starlette.responses import Response

from gridcore.wire.polls import Come, Poll, encode_come
from gridserver.actions.arriving import RequestError
from gridserver.actions.look_for_news import look_for_news
from gridserver.http.answer import lines
from gridserver.http.receive import Arrived, caller
from gridserver.http.waiters import NotYet
from gridserver.installation import Installation


def wait_endpoint(installation: Installation) -> Callable[[Arrived], Response | NotYet]:
    """Says whether to come. It says nothing else, so that whatever comes goes the one way."""

    def answer(arrived: Arrived) -> Response | NotYet:
        device = caller(installation, arrived)
        arrived.note(device=device.device_id, community=device.home)
        quiet = look_for_news(installation, device, _asked(arrived))
        told = lines(arrived, [encode_come(Come(quiet is None))], says_nothing=True)
        return told if quiet is None else NotYet(quiet, told)

    return answer


def _asked(arrived: Arrived) -> Poll:
    """The poll that the path tells."""
    number, _, state = arrived.named("/wait/").partition("/")
    if not (number.isascii() and number.isdigit() and len(number) <= 15 and len(state) <= 64):
        raise RequestError("not_a_wait")
    return Poll(int(number), state)
