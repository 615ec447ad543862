"""The demo's laptops: encrypted stores that are enrolled once and opened again."""

from pathlib import Path
from threading import Event

from demo.office import Office
from gridclient.actions.locked_store import store_exists
from gridclient.actions.session import Me, Session
from gridclient.desk import work_calendar
from gridclient.desk_rooms import Rooms
from gridclient.ports import of_this_machine
from gridclient.sync.round import sync_round
from gridclient.sync.round_end import RoundEnd
from gridcore.ids import UserId

PASSPHRASE = "wangge demo 2026"
"""Shown by the demo; a real one is chosen by its user and shown to nobody."""


def folder_of(office: Office, user: UserId) -> Path:
    """Where a user's store lies."""
    return office.folder / "laptops" / user


async def open_laptop(office: Office, user: UserId, url: str) -> tuple[Session, Me]:
    """Unlock a user's laptop; the first time, set it up and enrol it over `url`."""
    folder = folder_of(office, user)
    ports = of_this_machine()
    if store_exists(folder):
        session = await Session.unlock(folder, PASSPHRASE, ports)
    else:
        session = await Session.create(folder, PASSPHRASE, ports)
    me = await session.me()
    if me is None:
        me = await session.enrol(url, office.enrolment_code(user), f"demo {user}")
    else:
        await session.use_server(url)
        await session.show_all()  # a version with other tables fills them; the day looks for what is in them
    return session, me


async def sync(session: Session) -> RoundEnd:
    """One round, as the window's timer makes it."""
    return await sync_round(session.database, await session.transport(), session.ports, Event())


def rooms_of(session: Session, me: Me) -> Rooms:
    """The actions of a laptop whose window nobody looks at."""
    return Rooms.over(session, me, work_calendar())
