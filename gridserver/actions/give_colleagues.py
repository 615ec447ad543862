"""Tells who may share a case with whom: mediators and supervisors hear who mediates in their community."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, UserId
from gridcore.permissions import Assignment, Verb, may
from gridcore.sync.case_members import CASE_MEMBER
from gridcore.wire.colleagues import digest_of
from gridserver.db.accounts import names_of
from gridserver.db.scopes import mediators_of


def give_colleagues(
    connection: Connection,
    community: CommunityId,
    assignments: Sequence[Assignment],
    knows: str,
    today: date,
) -> dict[UserId, str] | None:
    """The mediators by account, with their names; None where the laptop knows just these.

    Who may share no case here hears of nobody, and forgets whom the laptop knew.
    """
    roles = {each.role for each in assignments if each.place == community}
    found: dict[UserId, str] = {}
    if may(roles, CASE_MEMBER, Verb.CREATE):
        found = names_of(connection, mediators_of(connection, community, today))
    return None if digest_of(found) == knows else found
