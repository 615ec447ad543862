"""What travels when a household goes to another community, as the old one notes it."""

from dataclasses import dataclass

import msgspec

from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId


class Traveller(msgspec.Struct, frozen=True):
    """A record that goes along, with the values that travel."""

    id: RecordId
    kind: str
    cells: dict[str, Value]


@dataclass(frozen=True)
class Departed:
    """A household left for another community; the household comes first among its records."""

    household: RecordId
    to: CommunityId
    records: tuple[Traveller, ...]
