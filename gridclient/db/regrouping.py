"""Which grid each building belonged to, with the dates."""

from collections import defaultdict

from sqlalchemy import Connection

from gridcore.ids import RecordId
from gridcore.regrouping import Period, Placed


def placed_buildings(connection: Connection) -> list[Placed]:
    """Every building on this laptop with its grid and those that it has left, in the order of the tour."""
    former: dict[str, list[Period]] = defaultdict(list)
    for building, grid, since, until in connection.exec_driver_sql(
        "SELECT building, grid, since, until FROM shown_grid_period WHERE removed = 0 ORDER BY until, id"
    ):
        former[building].append(Period(grid, since, until))
    found = connection.exec_driver_sql(
        "SELECT id, substr(scope, 6), in_grid_since FROM shown_building WHERE removed = 0"
        " ORDER BY scope, coalesce(tour_order, 9999), id"
    )
    return [Placed(RecordId(each), grid, since, tuple(former[each])) for each, grid, since in found]
