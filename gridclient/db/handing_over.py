"""Whether everything that was saved on this laptop is on the server: only then may the laptop be wiped."""

from sqlalchemy import Connection

from gridclient.db.blobs import count_to_send


def is_all_handed_over(connection: Connection) -> bool:
    """No edit waits for its answer, and no attachment is on its way."""
    waiting = connection.exec_driver_sql("SELECT 1 FROM pending_edit WHERE state = 'waiting' LIMIT 1")
    again = connection.exec_driver_sql("SELECT 1 FROM sent_again LIMIT 1")
    return waiting.first() is again.first() is None and count_to_send(connection) == 0
