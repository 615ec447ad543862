"""Polls: what a laptop with nothing to send asks, in a few bytes, of a server that understands them."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from gridclient.db.cursors import Cursor, ScopeState, cursors, store_cursor
from gridclient.db.identity import note_contact
from gridclient.db.settings import SERVER_POLLS, get_setting, set_setting
from gridclient.db.went_back import settle_restored
from gridclient.sync.apply import Answer
from gridcore.sync.stored import digest_text
from gridcore.wire.messages import News
from gridcore.wire.polls import Poll, Standing, state_of, sum_of

POLLS_SINCE = 2
"""The version of the protocol that brought them."""


def poll_of(standing: Standing, followed: Iterable[Cursor]) -> Poll | None:
    """The poll of a laptop that has read every scope to the same number; None for any other."""
    read = {each.seq if each.state is ScopeState.COMPLETE else 0 for each in followed}
    at = read.pop() if len(read) == 1 else 0
    return Poll(at, state_of(standing, at)) if at > 0 else None


def note_server(connection: Connection, proto: int) -> None:
    """Remember whether the server understands polls."""
    understands = proto >= POLLS_SINCE
    if get_setting(connection, SERVER_POLLS) != understands:
        set_setting(connection, SERVER_POLLS, understands)


def keep_news(connection: Connection, told: Answer, poll: Poll, news: News) -> bool:
    """Move on the scopes that got no commit line; whether all is here now that the server has.

    To be called when the whole answer was read, for until then such a line may come.
    """
    note_contact(connection, told.now)
    settle_restored(connection, told.community)
    followed = cursors(connection, told.community)
    for each in followed.values():
        if poll.at == each.seq != news.at and each.scope not in told.unfinished:
            store_cursor(connection, told.community, replace(each, seq=news.at))
    here = sum_of((each.scope, each.rows, digest_text(each.total)) for each in followed.values())
    return here == news.sum and not told.unfinished
