"""The names of places that duties name by code."""

from collections.abc import Sequence

from sqlalchemy import Connection


def places_of(connection: Connection, codes: Sequence[str]) -> list[str]:
    """Names of communities and grids, in the order of the codes; an unknown code stays a code."""
    rows = connection.exec_driver_sql(
        "SELECT code, name FROM shown_grid UNION ALL SELECT code, name FROM shown_community"
    )
    names: dict[str, str] = {each.code: each.name for each in rows}
    return [names.get(each, each) for each in codes if not each.startswith("case/")]
