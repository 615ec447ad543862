"""What enrolment leaves in the store, in one transaction: the server, this replica with its key, the user."""

import msgspec
from sqlalchemy import Connection

from gridclient.db.identity import Identity, identity, keep_identity
from gridclient.db.journal import Enrolled, noted
from gridclient.db.replicas import Replica, add_replica, current_replica
from gridclient.db.settings import HOME_COMMUNITY, SERVER_CA, SERVER_URL, get_setting, set_setting


def keep_enrolment(
    connection: Connection, server: str, ca_pem: str, replica: Replica, known: Identity, at: str
) -> None:
    """Store the answer to an enrolment; what waited in the journal for a user is put back after it."""
    set_setting(connection, SERVER_URL, server)
    set_setting(connection, SERVER_CA, ca_pem)
    set_setting(connection, HOME_COMMUNITY, str(known.community))
    add_replica(connection, replica, at)
    keep_identity(connection, known)
    noted(connection).is_enrolment = True


def enrolment_of(connection: Connection) -> Enrolled | None:
    """The same as the journal keeps it; None for a store that is not enrolled."""
    replica, known = current_replica(connection), identity(connection)
    if replica is None or known is None:
        return None
    server, ca_pem = get_setting(connection, SERVER_URL), get_setting(connection, SERVER_CA)
    lasting = msgspec.structs.replace(known, last_contact="")
    return Enrolled(server, ca_pem, replica.id, replica.epoch, replica.signing_key, lasting)


def enrol_again(connection: Connection, found: Enrolled, at: str) -> None:
    """Begin a database that is made anew as the replica that the lost one was."""
    known = found.known
    replica = Replica(found.replica, found.epoch, known.device, known.user, found.signing_key)
    keep_enrolment(connection, found.server, found.ca_pem, replica, known, at)
