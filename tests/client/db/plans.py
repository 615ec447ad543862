"""How SQLite goes about what is asked of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

Asked = list[tuple[str, Any]]


@contextmanager
def statements(connection: Connection) -> Iterator[Asked]:
    """Everything that is asked of a connection meanwhile, with its values."""
    asked: Asked = []

    def note(_: object, __: object, statement: str, values: Any, *___: object) -> None:
        asked.append((statement, values))

    event.listen(connection, "before_cursor_execute", note)
    yield asked
    event.remove(connection, "before_cursor_execute", note)


def steps(connection: Connection, asked: Asked) -> list[str]:
    """The steps of each plan."""
    plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}", values) for told, values in asked]
    return [step.detail for plan in plans for step in plan.all()]
