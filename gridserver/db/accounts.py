"""Communities, users and what they are assigned to; each change is an entry of the audit chain."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridserver.db.audit import Entry, append
from gridserver.db.tables import app_user, assignment, community, counter


class AccountError(Exception):
    """An account that does not exist, or exists already; the text names it by id."""


@dataclass(frozen=True)
class User:
    """A person who may sign in; `community_id` is the home community."""

    user_id: UserId
    community_id: CommunityId
    name: str
    is_active: bool


@dataclass(frozen=True)
class Validity:
    """The days on which an assignment counts, both included; without an end, until further notice."""

    first: date
    last: date | None = None


def create_community(
    connection: Connection, community_id: CommunityId, name: str, *, by: str, now: datetime
) -> None:
    """A community with its counter at zero and an epoch of its own. Raises AccountError if it exists."""
    created = postgresql.insert(community).on_conflict_do_nothing().returning(community.c.community_id)
    if connection.execute(created, {"community_id": community_id, "name": name}).first() is None:
        raise AccountError(f"community {community_id} exists already")
    connection.execute(
        sa.insert(counter).values(community_id=community_id, seq=0, epoch=secrets.token_hex(16))
    )
    append(connection, community_id, Entry(now, by, "create-community", community_id))


def is_community(connection: Connection, community_id: CommunityId) -> bool:
    """Whether there is such a community."""
    wanted = sa.select(community.c.community_id).where(community.c.community_id == community_id)
    return connection.execute(wanted).first() is not None


def create_user(
    connection: Connection,
    user_id: UserId,
    community_id: CommunityId,
    name: str,
    *,
    by: str,
    now: datetime,
) -> None:
    """A user with a home community. Raises AccountError if the id is taken or there is no such community."""
    _need_community(connection, community_id)
    created = postgresql.insert(app_user).on_conflict_do_nothing().returning(app_user.c.user_id)
    row = {"user_id": user_id, "community_id": community_id, "name": name, "state": "active"}
    if connection.execute(created, row).first() is None:
        raise AccountError(f"user {user_id} exists already")
    append(connection, community_id, Entry(now, by, "create-user", user_id))


def user_of(connection: Connection, user_id: UserId) -> User | None:
    """The user of an id."""
    row = connection.execute(sa.select(app_user).where(app_user.c.user_id == user_id)).first()
    if row is None:
        return None
    return User(UserId(row.user_id), CommunityId(row.community_id), row.name, row.state == "active")


def names_of(connection: Connection, users: Sequence[UserId]) -> dict[UserId, str]:
    """Those of some users whose accounts are active, with their names."""
    rows = connection.execute(
        sa.select(app_user.c.user_id, app_user.c.name)
        .where(app_user.c.user_id.in_(users), app_user.c.state == "active")
        .order_by(app_user.c.user_id)
    )
    return {UserId(row.user_id): row.name for row in rows}


def disable_user(connection: Connection, user_id: UserId, *, by: str, now: datetime) -> None:
    """From this moment the user's devices may hand in what they have, and nothing else."""
    home = _set_user_state(connection, user_id, "disabled")
    append(connection, home, Entry(now, by, "disable-user", user_id))


def enable_user(connection: Connection, user_id: UserId, *, by: str, now: datetime) -> None:
    """A disabled user is admitted again."""
    home = _set_user_state(connection, user_id, "active")
    append(connection, home, Entry(now, by, "enable-user", user_id))


def assign(
    connection: Connection,
    community_id: CommunityId,
    given: Assignment,
    validity: Validity,
    *,
    by: str,
    now: datetime,
) -> None:
    """Give a user a role at a place of a community; given again from the same day, it gets the new end.

    Raises AccountError if there is no such user or community.
    """
    _need_community(connection, community_id)
    if user_of(connection, given.user) is None:
        raise AccountError(f"there is no user {given.user}")
    row = {
        "community_id": community_id,
        "user_id": given.user,
        "role": given.role.value,
        "place": given.place,
        "valid_from": validity.first,
        "valid_to": validity.last,
        "given_by": by,
        "given": now,
    }
    changed = {name: row[name] for name in ("valid_to", "given_by", "given")}
    connection.execute(
        postgresql.insert(assignment)
        .values(row)
        .on_conflict_do_update(index_elements=list(assignment.primary_key.columns), set_=changed)
    )
    told = f"{given.user} {given.role.value} {given.place}"
    append(connection, community_id, Entry(now, by, "assign", told))


def assign_alike(
    connection: Connection,
    community_id: CommunityId,
    place: str,
    to: str,
    day: date,
    *,
    by: str,
    now: datetime,
) -> None:
    """Whoever has a role at a place from a day on, or will have, has it at another place too, as long."""
    ends_never = sa.func.coalesce(assignment.c.valid_to, date.max)
    rows = connection.execute(
        sa.select(assignment)
        .where(assignment.c.community_id == community_id, assignment.c.place.in_((place, to)))
        .where(ends_never >= day)
        .order_by(assignment.c.user_id, assignment.c.role, assignment.c.valid_from)
    ).all()
    held = {
        (row.user_id, row.role)
        for row in rows
        if row.place == to and row.valid_from <= day and row.valid_to is None
    }
    for row in rows:
        if row.place == place and (row.user_id, row.role) not in held:
            given = Assignment(UserId(row.user_id), Role(row.role), to)
            days = Validity(max(row.valid_from, day), row.valid_to)
            assign(connection, community_id, given, days, by=by, now=now)


def end_assignment(
    connection: Connection,
    community_id: CommunityId,
    ended: Assignment,
    last: date,
    *,
    by: str,
    now: datetime,
) -> bool:
    """Let an assignment count up to a day; False if none counts after it. Nothing is deleted."""
    found = connection.execute(
        sa.update(assignment)
        .where(
            assignment.c.community_id == community_id,
            assignment.c.user_id == ended.user,
            assignment.c.role == ended.role.value,
            assignment.c.place == ended.place,
            sa.or_(assignment.c.valid_to.is_(None), assignment.c.valid_to > last),
        )
        .values(valid_to=last)
        .returning(assignment.c.user_id)
    ).all()
    if found:
        told = f"{ended.user} {ended.role.value} {ended.place}"
        append(connection, community_id, Entry(now, by, "end-assignment", told))
    return bool(found)


def assignments_of(
    connection: Connection, community_id: CommunityId, user_id: UserId, day: date
) -> tuple[Assignment, ...]:
    """What a user is assigned to in a community on a day, in a fixed order."""
    rows = connection.execute(
        sa.select(assignment.c.role, assignment.c.place)
        .where(
            assignment.c.community_id == community_id,
            assignment.c.user_id == user_id,
            assignment.c.valid_from <= day,
            sa.or_(assignment.c.valid_to.is_(None), assignment.c.valid_to >= day),
        )
        .order_by(assignment.c.role, assignment.c.place)
        .distinct()
    )
    return tuple(Assignment(user_id, Role(role), place) for role, place in rows)


def communities(connection: Connection) -> list[tuple[CommunityId, str, int]]:
    """Each community with its name and how far its counter is."""
    joined = community.join(counter, community.c.community_id == counter.c.community_id)
    rows = connection.execute(
        sa.select(community.c.community_id, community.c.name, counter.c.seq)
        .select_from(joined)
        .order_by(community.c.community_id)
    )
    return [(CommunityId(row.community_id), row.name, row.seq) for row in rows]


def _need_community(connection: Connection, community_id: CommunityId) -> None:
    found = connection.execute(
        sa.select(community.c.community_id).where(community.c.community_id == community_id)
    ).first()
    if found is None:
        raise AccountError(f"there is no community {community_id}")


def _set_user_state(connection: Connection, user_id: UserId, state: str) -> CommunityId:
    row = connection.execute(
        sa.update(app_user)
        .where(app_user.c.user_id == user_id)
        .values(state=state)
        .returning(app_user.c.community_id)
    ).first()
    if row is None:
        raise AccountError(f"there is no user {user_id}")
    return CommunityId(row.community_id)
