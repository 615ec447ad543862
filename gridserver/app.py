"""Composition root of the server: connects paths with endpoints, and failures with refusals."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

import psycopg
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from gridcore.problems import ProblemCode, ProblemError
from gridserver.actions.arrivals import let_arrive
from gridserver.actions.arriving import RequestError
from gridserver.actions.erase import erase_again
from gridserver.config import Config
from gridserver.db.embedded import EmbeddedPostgres, EmbeddedPostgresError
from gridserver.http import openapi
from gridserver.http.answer import refused
from gridserver.http.faults import told
from gridserver.http.operations import OPERATIONS, Operation
from gridserver.http.outage import Outage
from gridserver.http.receive import Arrived, receive
from gridserver.http.request_log import Watch
from gridserver.http.waiters import NotYet, Waiters
from gridserver.installation import Installation, open_installation
from gridserver.stopping import telling_of_the_end

_log = logging.getLogger("gridserver")

_NOT_HERE = frozenset({"not_here", "no_such_community"})
_COME_AGAIN_S = 20
_LOOK_EVERY_S = 2


def build(config: Config) -> Starlette:
    """The ASGI application of a configuration: opens the installation, and closes it when the server ends.

    What a backup brought back of what was erased goes before the first request; what was on its way to
    another community arrives.
    Raises what `open_installation` raises, and ErasedListError.
    """
    installation = open_installation(config)
    erase_again(installation)
    let_arrive(installation)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        waiters: Waiters = app.state.waiters
        keeping = asyncio.create_task(_keep_up(installation.postgres, app.state.outage))
        with telling_of_the_end(waiters.end):
            yield
        keeping.cancel()
        await asyncio.wait([keeping])
        installation.close()

    return build_app(installation, lifespan)


async def _keep_up(postgres: EmbeddedPostgres | None, outage: Outage) -> None:
    """Nobody else would start a PostgreSQL of our own again."""
    while postgres is not None:
        await asyncio.sleep(_LOOK_EVERY_S)
        try:
            if await run_in_threadpool(postgres.mend):
                _log.warning("PostgreSQL had died and was started again")
        except (EmbeddedPostgresError, psycopg.Error, OSError) as error:
            outage.failed("start PostgreSQL", error)


def build_app(installation: Installation, lifespan: Callable[[Starlette], object] | None = None) -> Starlette:
    """The ASGI application of an installation, which stays open."""
    described = openapi.description()

    async def describe(_: Request) -> Response:
        return Response(described, media_type="application/json")

    async def unknown(request: Request, error: Exception) -> Response:
        return _refused(error, installation)

    outage = Outage()
    waiters = Waiters(installation.database, outage)
    routes = [
        Route(each.path, _endpoint(installation, waiters, outage, each), methods=[each.method])
        for each in OPERATIONS
    ]
    app = Starlette(
        routes=[*routes, Route(openapi.PATH, describe, methods=["GET"])],
        exception_handlers={HTTPException: unknown},
        lifespan=lifespan,  # type: ignore[arg-type]
    )
    app.state.waiters, app.state.outage = waiters, outage
    return app


def _endpoint(
    installation: Installation, waiters: Waiters, outage: Outage, operation: Operation
) -> Callable[[Request], Awaitable[Response]]:
    """Read on the event loop, answer in a thread: an action is plain code that waits for PostgreSQL.

    An endpoint that has nothing to say yet waits on the event loop.
    """
    answer = operation.endpoint(installation)

    async def answered(request: Request) -> Response:
        watch, arrived = Watch(operation.name), None
        try:
            arrived = await receive(request)
            ask = partial(_in_a_thread, answer, arrived)
            response = await waiters.answer(await ask(), ask, request.receive)
            outage.went_well()
        except ClientDisconnect:
            return Response(status_code=400)
        except (OperationalError, psycopg.OperationalError) as error:
            outage.failed(operation.name, error)
            response = _refused(error, installation)
        except Exception as error:
            if not isinstance(error, ProblemError | HTTPException | RequestError | PoolTimeoutError):
                _log.error("%s: %s", operation.name, told(error))
            response = _refused(error, installation)
        _note(watch, response, arrived)
        return response

    return answered


async def _in_a_thread(answer: Callable[[Arrived], Response | NotYet], arrived: Arrived) -> Response | NotYet:
    return await run_in_threadpool(answer, arrived)


def _note(watch: Watch, response: Response, arrived: Arrived | None) -> None:
    if arrived is None:
        watch.log(response.status_code, 0, {})
    else:
        watch.log(response.status_code, len(arrived.packed), arrived.notes)


def _refused(error: Exception, installation: Installation) -> Response:
    now = installation.clock()
    match error:
        case ProblemError():
            return refused(error, now)
        case RequestError(why=why):
            status = 404 if why in _NOT_HERE else 422
            return refused(ProblemError(ProblemCode.SERVER_FAILED, status=status), now, why)
        case HTTPException(status_code=status, headers=headers):
            response = refused(ProblemError(ProblemCode.SERVER_FAILED, status=status), now)
            response.headers.update(headers or {})
            return response
        case PoolTimeoutError() | OperationalError() | psycopg.OperationalError():
            return refused(ProblemError(ProblemCode.SERVER_BUSY, wait_s=_COME_AGAIN_S), now)
        case _:
            return refused(ProblemError(ProblemCode.SERVER_FAILED, status=500), now)
