"""Composition root of the server: connects paths with endpoints, and failures with refusals."""

import logging
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from gridcore.problems import ProblemCode, ProblemError
from gridserver.http.answer import refused
from gridserver.http.enrol_api import enrol_endpoint
from gridserver.http.faults import told
from gridserver.http.receive import Arrived, receive
from gridserver.installation import Installation

_log = logging.getLogger("gridserver")


def build_app(installation: Installation) -> Starlette:
    """The ASGI application of an installation."""

    def endpoint(answer: Callable[[Arrived], Response]) -> Callable[[Request], Awaitable[Response]]:
        """Read on the event loop, answer in a thread: an action is plain code that waits for PostgreSQL."""

        async def answered(request: Request) -> Response:
            try:
                arrived = await receive(request)
                return await run_in_threadpool(answer, arrived)
            except ClientDisconnect:
                return Response(status_code=400)
            except Exception as error:
                if not isinstance(error, ProblemError | HTTPException):
                    _log.error("%s %s: %s", request.method, request.url.path, told(error))
                return refused(_as_problem(error), installation.clock())

        return answered

    async def unknown(request: Request, error: Exception) -> Response:
        return refused(_as_problem(error), installation.clock())

    return Starlette(
        routes=[Route("/enrol/v1", endpoint(enrol_endpoint(installation)), methods=["POST"])],
        exception_handlers={HTTPException: unknown},
    )


def _as_problem(error: Exception) -> ProblemError:
    match error:
        case ProblemError():
            return error
        case HTTPException(status_code=status):
            return ProblemError(ProblemCode.SERVER_FAILED, status=status)
        case _:
            return ProblemError(ProblemCode.SERVER_FAILED, status=500)
