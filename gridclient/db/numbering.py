"""The numbers of this replica's edits and the chain of their hashes, for each community; never reset."""

from dataclasses import dataclass

from sqlalchemy import Connection

from gridcore.ids import CommunityId
from gridcore.sync.edits import GENESIS, next_chain


@dataclass(frozen=True)
class Numbering:
    """The numbers of one community: the next one, the chain below it, and how far the server has it."""

    next_n: int
    chain: str
    acked_n: int
    acked_chain: str
    safe_n: int


def numbers(connection: Connection, community: CommunityId) -> Numbering:
    """The state of the numbering; a community that was never written to begins with 1."""
    row = connection.exec_driver_sql(
        "SELECT n, chain, acked_n, acked_chain, safe_n FROM next_n WHERE community = ?", (community,)
    ).one_or_none()
    if row is None:
        return Numbering(1, GENESIS, 0, GENESIS, 0)
    n, chain, acked_n, acked_chain, safe_n = row
    return Numbering(n, chain.hex(), acked_n, acked_chain.hex() or GENESIS, safe_n)


def numberings(connection: Connection) -> dict[CommunityId, Numbering]:
    """The numbers of every community that was written to."""
    rows = connection.exec_driver_sql("SELECT community FROM next_n ORDER BY community").all()
    return {CommunityId(community): numbers(connection, CommunityId(community)) for (community,) in rows}


def reset(connection: Connection) -> None:
    """A new replica begins with 1 everywhere."""
    connection.exec_driver_sql("DELETE FROM next_n")


def set_numbers(connection: Connection, community: CommunityId, state: Numbering) -> None:
    """Set the numbering of a community to what the server is known to have of it."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO next_n (community, n, chain, acked_n, acked_chain, safe_n)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            *(community, state.next_n, bytes.fromhex(state.chain), state.acked_n),
            *(bytes.fromhex(state.acked_chain), state.safe_n),
        ),
    )


def advance(connection: Connection, community: CommunityId, next_n: int, chain: str) -> None:
    """Note the next number and the chain below it, in the transaction that writes the edits."""
    connection.exec_driver_sql(
        "INSERT INTO next_n (community, n, chain, acked_n, acked_chain, safe_n) VALUES (?, ?, ?, 0, x'', 0)"
        " ON CONFLICT (community) DO UPDATE SET n = excluded.n, chain = excluded.chain",
        (community, next_n, bytes.fromhex(chain)),
    )


def acknowledge(
    connection: Connection, community: CommunityId, n_acked: int, chain: str, safe_n: int
) -> bool:
    """Note how far the server has these edits; where its chain is not ours nothing is noted: False."""
    before = numbers(connection, community)
    if n_acked < before.acked_n or n_acked >= before.next_n:
        return False
    if chain_at(connection, community, n_acked) != chain:
        return False
    connection.exec_driver_sql(
        "UPDATE next_n SET acked_n = ?, acked_chain = ?, safe_n = max(safe_n, ?) WHERE community = ?",
        (n_acked, bytes.fromhex(chain), safe_n, community),
    )
    return True


def chain_at(connection: Connection, community: CommunityId, n: int) -> str:
    """The chain up to an edit that was not acknowledged before; empty where one of those between is lost."""
    before = numbers(connection, community)
    rows = connection.exec_driver_sql(
        "SELECT n, hash FROM pending_edit WHERE community = ?1 AND n > ?2 AND n <= ?3"
        " UNION SELECT n, hash FROM sent WHERE community = ?1 AND n > ?2 AND n <= ?3 ORDER BY n",
        (community, before.acked_n, n),
    ).all()
    chain = before.acked_chain
    for _, hashed in rows:
        chain = next_chain(chain, hashed.hex())
    return chain if len(rows) == n - before.acked_n else ""
