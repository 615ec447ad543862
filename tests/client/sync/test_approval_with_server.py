"""A return meets newer words through the real server: HTTP, signatures, PostgreSQL, SQLCipher."""

from collections.abc import Awaitable, Callable

from gridcore.ids import RecordId
from tests.client.actions.visit_days import MEETINGS, Side, Two
from tests.client.sync.test_with_server import (
    Story,
    Worker,
    address,
    cluster,
    database,
    dsn,
    field,
    offline_work,
    tell,
    template,
)
from tests.server.field import C

__all__ = ["address", "cluster", "database", "dsn", "field", "tell", "template"]


def side(worker: Worker) -> Side:
    """Somebody whose laptop syncs over HTTP."""
    session = worker.session
    return Side(session.database, worker.records, session.ports, worker.sync, C)


def test_a_return_meets_a_draft_an_open_form_and_newer_words_without_losing_any(
    tell: Callable[[Story], None],
) -> None:
    async def story(laptop: Callable[[str], Awaitable[Worker]]) -> None:
        li, sun = await laptop("li"), await laptop("sun")
        home: RecordId = await offline_work(li, 1)
        for day in MEETINGS:
            await Two(side(li), side(sun)).play(home, day)

    tell(story)
