"""A stand-in gives one grid to the workers of another one from its first day to its last, to nobody else."""

from datetime import timedelta

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId, UserId
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.sync.edits import Remove
from gridserver.db.scopes import access_of
from gridserver.installation import Installation
from tests.server.field import AT, G1, G2, GRID_1, GRID_2, TODAY, C, Laptop, new_group, new_id
from tests.server.homes import move_in

FIRST, LAST = TODAY, TODAY + timedelta(days=3)


def grid_of(sun: Laptop, code: str) -> RecordId:
    held = sun.records[COMMUNITY_SCOPE]
    return next(each for each, row in held.items() if row.kind == "grid" and row.cells["code"] == code)


def arranged(sun: Laptop, days: tuple[str, str]) -> RecordId:
    """The workers of the second grid stand in for those of the first."""
    sun.sync()
    cells: dict[str, Value] = {"grid": grid_of(sun, G1), "by_grid": grid_of(sun, G2)}
    made = new_id("s")
    sun.create(
        "stand_in", made, cells | dict(zip(("starts_on", "ends_on"), days, strict=True)), COMMUNITY_SCOPE
    )
    assert sun.sync().codes == ["ok"]
    return made


def scopes(field: Installation, user: str, day: int) -> tuple[frozenset[ScopeId], frozenset[ScopeId]]:
    """Of a user, counted in days from the first one: what is followed, and what was."""
    with field.database.write() as connection:
        found = access_of(connection, C, UserId(user), C, FIRST + timedelta(days=day))
    return found.scopes, found.former_scopes


def test_the_grid_comes_with_the_first_day_and_goes_after_the_last(field: Installation, address: str) -> None:
    sun = Laptop(field, address, "sun")
    made = arranged(sun, (FIRST.isoformat(), LAST.isoformat()))
    try:
        for day, has_it, had_it in ((-1, False, False), (0, True, False), (3, True, False), (4, False, True)):
            now, former = scopes(field, "chen", day)
            assert (GRID_1 in now, GRID_1 in former) == (has_it, had_it), day
            assert GRID_2 in now
            assert not any(each.startswith(("identity/", "care/")) for each in now), "visits need no more"
        for other in ("nobody", "ma"):
            assert GRID_1 not in scopes(field, other, 0)[0]
        assert GRID_2 not in scopes(field, "li", 0)[0], "who is stood in for gets nothing in return"
    finally:
        sun.write(Remove(0, new_group(), made, sun.records[COMMUNITY_SCOPE][made].seq, AT))
        assert sun.sync().codes == ["ok"]
    assert GRID_1 not in scopes(field, "chen", 0)[0], "taken back at once"


def test_who_stands_in_records_visits_and_only_a_supervisor_arranges_it(
    field: Installation, address: str
) -> None:
    sun, li, chen = (Laptop(field, address, user) for user in ("sun", "li", "chen"))
    home = move_in(li, GRID_1)
    li.sync()
    visit: dict[str, Value] = {
        "household": home.household,
        "visited_on": "2026-03-02",
        "kind": "care",
        "way": "door",
    }
    chen.create("visit", new_id("v"), visit, GRID_1)
    assert chen.sync().codes != ["ok"]
    made = arranged(sun, (FIRST.isoformat(), LAST.isoformat()))
    try:
        helper = Laptop(field, address, "chen")
        helper.sync()
        assert home.household in helper.records[GRID_1]
        helper.create("visit", new_id("v"), visit, GRID_1)
        assert helper.sync().codes == ["ok"]
    finally:
        sun.sync()
        sun.write(Remove(0, new_group(), made, sun.records[COMMUNITY_SCOPE][made].seq, AT))
        sun.sync()
    li.sync()
    wish: dict[str, Value] = {
        "grid": grid_of(sun, G2),
        "by_grid": grid_of(sun, G1),
        "starts_on": "2026-03-02",
    }
    li.create("stand_in", new_id("s"), wish | {"ends_on": "2026-03-05"}, COMMUNITY_SCOPE)
    assert li.sync().codes == ["denied"]


@pytest.mark.parametrize("user", ["li", "chen"])
def test_a_stand_in_of_a_grid_for_itself_changes_nothing(
    field: Installation, address: str, user: str
) -> None:
    before = scopes(field, user, 0)
    sun = Laptop(field, address, "sun")
    sun.sync()
    own = grid_of(sun, G1)
    made = new_id("s")
    days = {"starts_on": FIRST.isoformat(), "ends_on": LAST.isoformat()}
    sun.create("stand_in", made, {"grid": own, "by_grid": own, **days}, COMMUNITY_SCOPE)
    assert sun.sync().codes == ["ok"]
    assert scopes(field, user, 0) == before
    sun.write(Remove(0, new_group(), made, sun.records[COMMUNITY_SCOPE][made].seq, AT))
    assert sun.sync().codes == ["ok"]
