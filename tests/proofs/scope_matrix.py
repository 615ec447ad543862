"""Who asks for what: people of every role in every situation, a secret in every scope, a row a route."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import requests

from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Add, Move
from gridcore.wire.enrolment import EnrolRequest, encode_enrolment
from gridcore.wire.messages import encode_request
from gridcore.wire.packing import pack, unpack
from gridcore.wire.reconcile import Question, encode_question
from gridserver.db import accounts, devices
from gridserver.db.accounts import Validity
from gridserver.installation import Installation
from tests.fakes.pictures import jpeg
from tests.server.field import ELSEWHERE, G1, GRID_1, GRID_2, NOW, TODAY, C, Laptop, new_group, new_id
from tests.server.homes import move_in
from tests.server.leavers import Leaver, hand_over, left_by


class Secret(enum.StrEnum):
    """Words of which each lies in one place alone."""

    GRID = "院内有狗请当心"
    MOVED = "已搬到二网格的人家"
    IDENTITY = "330106195001010018"
    CARE = "肢体不便由残联核实"
    CASE = "楼上漏水要求赔偿"
    NOTE = "路上记一笔私事"
    PARKED = "离任前没有发出的话"
    PHOTO = "PHOTO-OF-A-DOOR"


class Situation(enum.StrEnum):
    """How somebody stands to the first grid."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    FORMER = "former"
    REVOKED = "revoked"


_GRID = frozenset({Secret.GRID, Secret.PHOTO})
MAY_SEE: Mapping[Role, frozenset[Secret]] = {
    Role.GRID_WORKER: _GRID,
    Role.GRID_LEADER: _GRID,
    Role.CARE_SPECIALIST: _GRID | {Secret.CARE},
    Role.SUPERVISOR: _GRID | {Secret.PARKED, Secret.MOVED},  # of both grids
}
"""What a role receives at its place, written down once more on purpose; whoever is missing, nothing."""
NO_PLACE = "999999999999999"
WHOLE_COMMUNITY = frozenset({Role.SUPERVISOR, Role.MEDIATOR, Role.SUBDISTRICT})


@dataclass(frozen=True)
class Place:
    """What a question can name: something that is there, or something that nobody ever made."""

    scope: ScopeId
    record: RecordId
    sha256: str
    community: CommunityId
    code: str


Ask = Callable[[Laptop, Place], Iterator[requests.Response]]
Names = frozenset[str]
_SCOPE, _RECORD, _COMMUNITY, _CODE = (frozenset({each}) for each in ("scope", "record", "community", "code"))


def _enrol(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    public = laptop.key.public_key().public_bytes_raw()
    asked = EnrolRequest(1, "0.1.0", place.code, public, "x")
    yield laptop.post("/enrol/v1", pack(encode_enrolment(asked)))


def _sync(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    asked = request_from_beginning(laptop, {place.scope: 0})
    yield laptop.post("/sync/v1", pack(asked))


def request_from_beginning(laptop: Laptop, scopes: dict[ScopeId, int]) -> bytes:
    """A request that says that it follows these scopes from the beginning."""
    kept, laptop.scopes = laptop.scopes, scopes
    try:
        return encode_request(laptop.request([]))
    finally:
        laptop.scopes = kept


def _wait(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    yield laptop.get(f"/wait/0/{place.sha256}")


def _snapshot(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    yield laptop.get(f"/snapshot/{place.scope}?community={place.community}")
    yield laptop.get(f"/snapshot/{place.scope}?community={place.community}&format=2")
    yield laptop.get(f"/snapshot/{place.scope}?community={place.community}&format=2", Range="bytes=1-")


def _reconcile(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    asked = pack(encode_question(Question({}, {"": []})))
    yield laptop.post(f"/reconcile/{place.scope}?community={place.community}", asked)


def _history(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    yield laptop.get(f"/history/{place.record}?community={place.community}")


def _parked(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    yield laptop.get(f"/parked/{place.record}?community={place.community}")


def _case_counts(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    yield laptop.get(f"/counts/cases/2026?community={place.community}")
    yield laptop.get(f"/counts/cases/nineteen?community={place.community}")


def _communities(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    yield laptop.get(f"/communities?community={place.community}")


def _blob(place: Place) -> str:
    return f"/blob/{place.scope}/{place.sha256}?community={place.community}"


def _blob_look(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    yield laptop.call("HEAD", _blob(place), b"", {})


def _blob_send(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    headers = {"Upload-Offset": "0", "Upload-Length": "90", "Content-Encoding": "zstd"}
    yield laptop.call("PATCH", _blob(place), pack(b"x" * 40), headers)


def _blob_give(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    yield laptop.get(_blob(place))
    yield laptop.get(_blob(place), Range="bytes=2-40")


def _me(laptop: Laptop, place: Place) -> Iterator[requests.Response]:
    yield laptop.get(f"/v1/me?community={place.community}")


def _openapi(laptop: Laptop, _: Place) -> Iterator[requests.Response]:
    yield laptop.get("/openapi.json")


ROWS: Mapping[str, tuple[Ask, Names]] = {
    "enrol": (_enrol, _CODE),
    "sync": (_sync, _SCOPE),
    "wait": (_wait, frozenset()),
    "snapshot": (_snapshot, _SCOPE | _COMMUNITY),
    "reconcile": (_reconcile, _SCOPE | _COMMUNITY),
    "history": (_history, _RECORD),
    "parked": (_parked, _RECORD),
    "case_counts": (_case_counts, _COMMUNITY),
    "communities": (_communities, _COMMUNITY),
    "blob_look": (_blob_look, _SCOPE | _COMMUNITY),
    "blob_send": (_blob_send, _SCOPE | _COMMUNITY),
    "blob_give": (_blob_give, _SCOPE | _COMMUNITY),
    "me": (_me, _COMMUNITY),
    "openapi": (_openapi, frozenset()),
}
"""One row a route, by its name in the description: how it is asked, and what a question can name."""


@dataclass(frozen=True)
class Field:
    """The community with its secrets: every scope, record and file that somebody may have heard of."""

    installation: Installation
    address: str
    scopes: tuple[ScopeId, ...]
    records: tuple[RecordId, ...]
    photo: str
    used_code: str
    other: CommunityId = ELSEWHERE
    """A community that nobody of the first one has to do with."""

    def places(self, names: Names) -> Iterator[Place]:
        """Everything that is there and that a question of this kind can name."""
        nothing = nowhere()
        if "scope" in names:
            yield from (replace(nothing, scope=each, sha256=self.photo) for each in self.scopes)
        if "record" in names:
            yield from (replace(nothing, record=each) for each in self.records)
        if "community" in names:
            yield replace(nothing, community=self.other)
        if "code" in names:
            yield replace(nothing, code=self.used_code)
        if not names:
            yield nothing


def nowhere(like: Place | None = None) -> Place:
    """What is nowhere, of the same kind as something that is there."""
    if like is not None:
        kind, _, place = like.scope.partition("/")
        scope = ScopeId(f"{kind}/{NO_PLACE}") if place else like.scope
        community = like.community if like.community == C else CommunityId("999999999999")
        return replace(nowhere(), scope=scope, community=community)
    sha = hashlib.sha256(b"of nothing").hexdigest()
    return Place(ScopeId(f"grid/{NO_PLACE}"), new_id("none"), sha, C, "AAAAA-BBBBB-CCCCC-DDDDD")


def furnish(installation: Installation, address: str) -> Field:
    """Put a secret into each scope that touches a home, move one home, and leave work behind."""
    li = Laptop(installation, address, "li")
    home, moving = move_in(li, GRID_1), move_in(li, GRID_1)
    visit, identity, note = home.visit(li, Secret.GRID), new_id("identity"), new_id("note")
    gone = moving.visit(li, Secret.MOVED)
    paper: Value = {"document": "1", "document_number": Secret.IDENTITY}
    li.create("resident_identity", identity, {"resident": home.resident, "paper": paper})
    li.create("quick_note", note, {"said": Secret.NOTE}, scope=ScopeId("user/li"))
    content = jpeg(data=Secret.PHOTO.encode() * 9)
    sha = hashlib.sha256(content).hexdigest()
    headers = {"Upload-Offset": "0", "Upload-Length": str(len(content)), "Content-Encoding": "zstd"}
    assert li.call("PATCH", f"/blob/{GRID_1}/{sha}", pack(content), headers).status_code == 200
    li.write(Add(0, new_group(), visit, "files", f"{sha} {len(content)} jpeg a.jpg", 0))
    assert set(li.sync().codes) == {"ok"}
    zhao, ma, sun = (Laptop(installation, address, user) for user in ("zhao", "ma", "sun"))
    plan, reason, case = new_id("plan"), new_id("reason"), new_id("case")
    zhao.create("care_plan", plan, {"resident": home.resident, "starts_on": "2026-01-01"}, scope=GRID_1)
    zhao.create("care_reason", reason, {"plan": plan, "remark": Secret.CARE}, scope=ScopeId(f"care/{G1}"))
    assert zhao.sync().codes == ["ok", "ok"]
    ma.create("mediation_case", case, {"title": "漏水", "facts": Secret.CASE}, scope=ScopeId(f"case/{case}"))
    assert ma.sync().codes == ["ok"]
    sun.sync()
    sun.write(Move(0, new_group(), moving.building, GRID_2))
    assert sun.sync().codes == ["ok"]
    leaver = Leaver(installation, address, "leaver")
    home.visit(leaver.laptop, Secret.PARKED)
    leaver.leave()
    hand_over(leaver.laptop)
    (parked,) = left_by(sun, leaver.laptop)
    with installation.database.write() as connection:
        code = devices.new_code(connection, UserId("li"), by="console", now=NOW)
        assert devices.enrol(connection, code, bytes(32), "x", now=NOW) is not None
    kinds = ("grid", "identity", "care", "review", "restricted")
    scopes = [ScopeId(f"{kind}/{G1}") for kind in kinds]
    scopes += [ScopeId(each) for each in (f"case/{case}", "user/li", "staff", "community")]
    records = (home.household, visit, identity, note, plan, reason, case, gone, moving.household, parked)
    return Field(installation, address, tuple(scopes), records, sha, code)


def somebody(field: Field, role: Role, situation: Situation) -> Laptop:
    """A laptop of a new user of this role, who stands so to the first grid."""
    user = UserId(f"{role.value}-{situation.value}")
    is_away = situation is Situation.ELSEWHERE
    home = ELSEWHERE if is_away and role in WHOLE_COMMUNITY else C
    place = home if role in WHOLE_COMMUNITY else f"{ELSEWHERE}101" if is_away else G1
    if is_away and role not in WHOLE_COMMUNITY:
        home, place = C, "330106001001109"  # a third grid of the same community, empty
    given = Assignment(user, role, place)
    with field.installation.database.write() as connection:
        accounts.create_user(connection, user, home, user, by="console", now=NOW)
        since = Validity(TODAY - timedelta(days=30))
        accounts.assign(connection, home, given, since, by="console", now=NOW)
    laptop = Laptop(field.installation, field.address, user, community=home)
    laptop.sync()
    with field.installation.database.write() as connection:
        if situation is Situation.FORMER:
            yesterday = TODAY - timedelta(days=1)
            assert accounts.end_assignment(connection, C, given, yesterday, by="console", now=NOW)
        if situation is Situation.REVOKED:
            devices.revoke_device(connection, laptop.device_id, by="console", now=NOW)
    return laptop


def body_of(response: requests.Response) -> bytes:
    """What an answer says, unpacked."""
    packed = response.content
    if response.status_code == 206:  # a part of what the same question without a range gave whole
        return packed
    return unpack(response.headers.get("Content-Encoding", ""), packed, 50_000_000) if packed else b""
