"""The birthdays of the very old that are near."""

import datetime
from dataclasses import dataclass

from gridclient.db.birthdays import born_on
from gridclient.db.threads import Connection
from gridcore.deadlines import coming_birthdays
from gridcore.ids import RecordId

VERY_OLD = 80
"""As the category of the very old has it."""
BIRTHDAYS_AHEAD = 7


@dataclass(frozen=True)
class Birthday:
    """Somebody very old, the birthday, and the age that is reached."""

    name: str
    household: RecordId
    day: datetime.date
    age: int


def near_birthdays(connection: Connection, day: datetime.date) -> list[Birthday]:
    """Those from a day on, the next one first and of one day the oldest."""
    coming = coming_birthdays(day, BIRTHDAYS_AHEAD)
    before = f"{day.year - VERY_OLD + 1}-12-31"
    found = [
        Birthday(each.name, each.household, kept_on, kept_on.year - int(each.born[:4]))
        for each in born_on(connection, coming.keys(), before)
        for kept_on in (coming[each.born[5:]],)
    ]
    return sorted(
        (each for each in found if each.age >= VERY_OLD), key=lambda each: (each.day, -each.age, each.name)
    )
