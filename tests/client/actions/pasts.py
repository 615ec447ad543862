"""Two laptops with a household, and what their histories tell."""

from gridclient.actions.histories import Change, Histories
from gridcore.ids import RecordId
from gridcore.roles import Role
from tests.client.sync.conftest import Office
from tests.client.sync.homes import household
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

WORKER = frozenset({Role.GRID_WORKER})


def histories(laptop: Laptop, name: str = "li", roles: frozenset[Role] = WORKER) -> Histories:
    """What histories are read with."""
    return Histories(laptop.database, COMMUNITY, laptop.records, roles=roles, user_name=name)


async def told(laptop: Laptop, record: RecordId, name: str = "li", kind: str = "household") -> list[Change]:
    """The history of a record."""
    return list((await histories(laptop, name).history(kind, record)).changes)


async def change_of(laptop: Laptop, kind: str, record: RecordId, field: str, name: str = "li") -> Change:
    """The latest change of a field."""
    return next(each for each in await told(laptop, record, name, kind) if each.field == field)


async def two_laptops(office: Office) -> tuple[Laptop, Laptop, RecordId, RecordId]:
    """Two workers who both have a household with one resident."""
    li, zhang = await office.worker("li"), await office.worker("zhang")
    home = await household(li)
    person = await li.create("resident", household=home, name="王小明", status="lives_here")
    await li.sync()
    await zhang.sync()
    return li, zhang, home, person
