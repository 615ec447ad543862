"""Mistakes with households that go to another community (see `bugs`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from gridcore.ids import CommunityId
from gridcore.sync import accept, moving_away
from gridcore.sync.departures import Departed
from gridcore.sync.edits import Create, Edit
from gridcore.sync.known import Author, Overlay
from gridcore.sync.moving_away import arrival, met_a_move
from gridcore.sync.outcomes import SAME, Outcome
from tests.fakes import memory_arrivals
from tests.fakes.memory_server import MemoryServer
from tests.simulation.abroad import NOBODY_DIES, MemoryNeighbour
from tests.simulation.bugs import Bug
from tests.simulation.office import Office
from tests.simulation.planting import patched


def arrival_is_forgotten(office: Office) -> Any:
    """What is on its way is struck off before it has arrived: a server that dies meanwhile loses it."""

    def struck_off(neighbour: MemoryNeighbour) -> None:
        server, abroad = office.server, office.abroad
        assert isinstance(server, MemoryServer)
        waiting = [*server.departed]
        server.departed.clear()
        for departed in waiting if abroad.dies == NOBODY_DIES else ():
            neighbour.take_in(departed)
        abroad.dies = NOBODY_DIES

    return patched(MemoryNeighbour, "let_arrive", struck_off)


def arrives_each_time(office: Office) -> Any:
    """Nobody looks whether a household has arrived before."""
    return patched(memory_arrivals, "has_made", lambda *_: False)


def known_households_have_arrived(office: Office) -> Any:
    """A household that is known there has arrived with everybody, whoever put it back."""

    def is_known(there: Any, departed: Departed) -> bool:
        return moving_away.id_there(departed.to, departed.household) in there.stored

    return patched(memory_arrivals, "has_made", is_known)


def late_words_are_swallowed(office: Office) -> Any:
    """What is said of somebody who has gone is taken for known."""

    def swallowed(known: Overlay, author: Author, edit: Edit) -> Outcome | None:
        return SAME if met_a_move(known, author, edit) is not None else None

    return patched(accept, "met_a_move", swallowed)


def late_words_bring_back(office: Office) -> Any:
    """What is said of somebody who has gone is decided as of anybody who was removed."""
    return patched(accept, "met_a_move", lambda *_: None)


def only_the_household_travels(office: Office) -> Any:
    """Who lives in it does not arrive."""

    def alone(departed: Departed, came_from: CommunityId, erased: Collection[str] = ()) -> list[Create]:
        return arrival(departed, came_from)[:1]

    return patched(memory_arrivals, "arrival", alone)


OF_MOVES: Mapping[str, Bug] = {
    "an arrival struck off before it arrived": arrival_is_forgotten,
    "an arrival made each time": arrives_each_time,
    "a household that was put back taken for arrived": known_households_have_arrived,
    "late words of who has gone swallowed": late_words_are_swallowed,
    "late words that bring back who has gone": late_words_bring_back,
    "a household arriving without its people": only_the_household_travels,
}
