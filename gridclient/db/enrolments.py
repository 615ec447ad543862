"""What enrolment leaves in the store, in one transaction: the server, this replica with its key, the user."""

from sqlalchemy import Connection

from gridclient.db.identity import Identity, keep_identity
from gridclient.db.replicas import Replica, add_replica
from gridclient.db.settings import HOME_COMMUNITY, SERVER_CA, SERVER_URL, set_setting


def keep_enrolment(
    connection: Connection, server: str, ca_pem: str, replica: Replica, known: Identity, at: str
) -> None:
    """Store the answer to an enrolment."""
    set_setting(connection, SERVER_URL, server)
    set_setting(connection, SERVER_CA, ca_pem)
    set_setting(connection, HOME_COMMUNITY, str(known.community))
    add_replica(connection, replica, at)
    keep_identity(connection, known)
