"""Every route × role × situation: no byte from outside, and what is hidden answers like what is absent."""

import itertools
import json

import pytest
import requests

from gridcore.roles import Role
from gridserver.actions.found_community import add_grids
from gridserver.installation import Installation
from tests.proofs.scope_matrix import (
    MAY_SEE,
    ROWS,
    Field,
    Place,
    Secret,
    Situation,
    body_of,
    furnish,
    nowhere,
    somebody,
)
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import C, Laptop

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

DATES = {"date", "server"}


@pytest.fixture(scope="module")
def furnished(field: Installation, address: str) -> Field:
    add_grids(field, C, {"330106001001109": "第九网格"}, by="console")
    return furnish(field, address)


def test_every_route_has_a_row(address: str) -> None:
    described = json.loads(requests.get(f"{address}/openapi.json", timeout=20).content)
    names = {each["operationId"] for path in described["paths"].values() for each in path.values()}
    assert names == set(ROWS)


def answers(laptop: Laptop, route: str, place: Place) -> list[tuple[int, dict[str, str], bytes]]:
    """What is said, but for what the question itself said."""
    found = []
    for response in ROWS[route][0](laptop, place):
        headers = {k.lower(): v for k, v in response.headers.items() if k.lower() not in DATES}
        body = body_of(response).replace(place.scope.encode(), b"?").replace(place.record.encode(), b"?")
        if response.status_code == 200:
            headers.pop("content-length", None)  # a name that was said is as long as it is
        found.append((response.status_code, headers, body))
    return found


def leaks(laptop: Laptop, field: Field) -> tuple[set[Secret], list[str]]:
    """Which secrets any answer holds, and which routes tell a hidden thing from an absent one."""
    told, differs = b"", []
    for route, (_, names) in ROWS.items():
        absent: dict[tuple[str, str], object] = {}
        for place in field.places(names):
            said = answers(laptop, route, place)
            told += b"".join(body for _, _, body in said)
            is_home = place.community == laptop.community != C
            if place.scope in laptop.scopes or laptop.has(place.record) or is_home:
                continue
            none = nowhere(place)
            key = (none.scope, none.community)
            if key not in absent:
                absent[key] = answers(laptop, route, none)
            if said != absent[key]:
                differs.append(f"{route} {place.scope} {place.record} {[each[0] for each in said]}")
    return {each for each in Secret if each.encode() in told}, differs


def allowed(role: Role, situation: Situation) -> frozenset[Secret]:
    """What somebody may be told."""
    return MAY_SEE.get(role, frozenset()) if situation is Situation.HERE else frozenset()


_ROWS = itertools.product(Role, Situation)
_EVERYDAY = {Role.GRID_WORKER, Role.CARE_SPECIALIST, Role.SUPERVISOR}
"""The others do not lose more than these with a duty: their other situations are tried in the long run."""


@pytest.mark.parametrize(
    ("role", "situation"),
    [
        pytest.param(
            role,
            situation,
            marks=[] if role in _EVERYDAY or situation is Situation.HERE else pytest.mark.long,
        )
        for role, situation in _ROWS
    ],
)
def test_no_byte_of_what_lies_outside_is_told_and_hidden_is_like_absent(
    role: Role, situation: Situation, furnished: Field
) -> None:
    laptop = somebody(furnished, role, situation)
    found, differs = leaks(laptop, furnished)
    assert found == allowed(role, situation)
    assert differs == []


@pytest.mark.parametrize("route", ["history", "snapshot"])
def test_a_route_that_forgets_to_ask_whose_it_is_is_found_out(
    route: str, furnished: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    if route == "snapshot":
        monkeypatch.setattr("gridserver.actions.give_snapshot.follows", lambda *_: True)
    else:
        everything = frozenset(furnished.scopes)
        monkeypatch.setattr("gridserver.actions.give_history.followed", lambda *_: everything)
    laptop = Laptop(furnished.installation, furnished.address, "chen")
    laptop.sync()
    found, differs = leaks(laptop, furnished)
    assert found - {Secret.MOVED}
    assert differs
