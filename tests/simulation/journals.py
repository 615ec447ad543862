"""The journal beside a laptop's database: log or store is damaged, and what was saved comes back.

What the product reads and writes is here; its file, which survives any damage of the database, is a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from gridclient.db.enrolments import enrol_again
from gridclient.db.journal import Entry
from gridclient.db.journal_replay import last_enrolment, wanted
from gridclient.db.repaired import note_repair
from tests.simulation.laptop import START

if TYPE_CHECKING:
    from tests.simulation.laptop import Laptop
    from tests.simulation.office import Office


def begin(laptop: Laptop) -> None:
    """From now on the laptop has a journal."""
    laptop.store.journal = laptop.store.read_now(lambda connection: wanted(connection, []))


def damage_log(office: Office, laptop: Laptop) -> None:
    """The database is as it was when the history began, and looks sound; the journal knows better."""
    journal = laptop.store.journal
    if journal is not None and laptop in office.begun:
        office.go_back_to_the_beginning(laptop)
        _take_up(office, laptop, journal)


def lose_store(office: Office, laptop: Laptop) -> None:
    """Nothing of the database can be read: a new one is made, with the journal beside it."""
    journal = laptop.store.journal
    if journal is not None and laptop in office.begun:
        office.begin_anew(laptop)
        laptop.store.write_now(lambda connection: _enrol(connection, journal))
        _take_up(office, laptop, journal)


def _enrol(connection: Connection, journal: list[Entry]) -> None:
    enrolment = last_enrolment(journal)
    assert enrolment is not None, "the journal says who the laptop is"
    enrol_again(connection, enrolment, START.isoformat())
    note_repair(connection, START.isoformat())


def _take_up(office: Office, laptop: Laptop, journal: list[Entry]) -> None:
    laptop.store.journal = journal
    laptop.store.take_up_journal()
    laptop.is_answered_again = True
    laptop.hear()
    office.mending[laptop] = office.server.seq
