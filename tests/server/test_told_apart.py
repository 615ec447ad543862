"""The server on PostgreSQL asks nobody again about people who were told apart (ADR 0033)."""

from gridcore.fields import Value
from gridcore.ids import RecordId, derived_id
from gridserver.installation import Installation
from tests.server.field import GRID_1, Laptop, new_id
from tests.server.homes import Home, move_in


def test_people_who_were_told_apart_are_asked_about_no_more(field: Installation, address: str) -> None:
    li, zhang = Laptop(field, address, "li"), Laptop(field, address, "zhang")
    home = move_in(li, GRID_1)
    li.sync()
    zhang.sync()
    late, early = new_id("resident"), new_id("resident")
    same_name(zhang, home, late)
    duplicate = zhang.sync()
    assert duplicate.codes == ["duplicate"]
    tell_apart(zhang, home, home.resident, late)
    assert zhang.sync().codes == ["ok"]
    decided = zhang.row(RecordId(str(duplicate.verdicts[0].extra)))
    assert decided.cells["progress"] == "resolved"
    tell_apart(zhang, home, home.resident, early)
    tell_apart(zhang, home, late, early)
    assert zhang.sync().codes == ["ok", "ok"]
    same_name(zhang, home, early)
    assert zhang.sync().codes == ["ok"]


def same_name(laptop: Laptop, home: Home, record: RecordId) -> None:
    """Somebody of the name and day of birth of the one who lives there."""
    cells: dict[str, Value] = {"household": home.household, "name": home.name, "birth_date": "1950-01-01"}
    laptop.create("resident", record, cells, scope=GRID_1)


def tell_apart(laptop: Laptop, home: Home, one: RecordId, other: RecordId) -> None:
    """Say that two are two, as the laptop's page does."""
    first, second = sorted((one, other))
    cells: dict[str, Value] = {"household": home.household, "other_household": home.household, "stands": True}
    cells |= {"resident": first, "other_resident": second}
    laptop.create("told_apart", derived_id("told_apart", first, second), cells, scope=GRID_1)
