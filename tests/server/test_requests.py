"""Every path against what is not meant for it: garbage, bombs, other methods; and its description."""

import gzip
import json
import logging
import threading
from typing import Any

import msgspec
import pytest
import requests
from backports import zstd

from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.enrolment import decode_me
from gridcore.wire.envelope import LINES_TYPE, PROBLEM_TYPE, decode_refusal
from gridcore.wire.messages import MOST_EDITS, encode_request
from gridcore.wire.packing import pack, unpack
from gridserver.http.in_flight import InFlight
from gridserver.http.openapi import description
from gridserver.http.operations import OPERATIONS
from gridserver.http.receive import LARGEST_BODY
from gridserver.installation import Installation
from tests.server.field import GRID_1, C, Laptop, new_id
from tests.server.homes import move_in

SECRET = "王小明住三幢"

PROBES = {"scope": GRID_1, "record": "r-1", "at": "1", "state": "x", "sha256": "0" * 64, "year": "2026"}


@pytest.fixture(scope="module")
def li(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "li")


def refusal(response: requests.Response) -> tuple[int, str]:
    """The status and the word for developers; the body must be a refusal that holds nothing else."""
    assert response.headers["Content-Type"] == PROBLEM_TYPE
    assert SECRET.encode() not in response.content
    return response.status_code, decode_refusal(response.content).why


def sync_body(li: Laptop, **changed: object) -> bytes:
    told = json.loads(encode_request(li.request([])))
    return json.dumps(told | changed).encode()


BODIES: list[tuple[bytes, int, str]] = [
    (b"", 422, "not_a_request"),
    (b"null", 422, "not_a_request"),
    (b"[1, 2", 422, "not_a_request"),
    (b"<html>please log in</html>", 422, "not_a_request"),
    (b'{"proto": 1}', 422, "not_a_request"),
    (b'{"proto": 1, "app": "\xff"}', 422, "not_a_request"),
    (b"[" * 100_000, 422, "not_a_request"),
    (b'{"edits": ' + b"[" * 100_000, 422, "not_a_request"),
    (b'{"edits": 7}', 422, "not_a_request"),
    ("\ud800".encode("utf-8", "surrogatepass"), 422, "not_a_request"),
]


@pytest.mark.parametrize(("body", "status", "why"), BODIES)
def test_what_is_no_request_is_refused(li: Laptop, body: bytes, status: int, why: str) -> None:
    assert refusal(li.post("/sync/v1", pack(body))) == (status, why)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"replica": ""}, "no_such_replica"),
        ({"replica": "server"}, "no_such_replica"),
        ({"replica": "a b"}, "no_such_replica"),
        ({"replica": "x" * 100}, "no_such_replica"),
        ({"edits": [7]}, "edit_is_no_object"),
        ({"edits": [{"id": "r-1"}]}, "edit_without_number"),
        ({"edits": [{"n": True}]}, "edit_without_number"),
        ({"edits": [{"n": -1}]}, "edit_without_number"),
        ({"edits": [{"n": n} for n in range(1, MOST_EDITS + 2)]}, "too_many_edits"),
        ({"edits": [{"n": 1}, {"n": 1}]}, "numbers_not_in_a_row"),
        ({"edits": [{"n": 5}]}, "numbers_missing"),
        ({"scopes": {"grid/1": "a"}}, "not_a_request"),
        ({"n_acked": -7}, "not_a_request"),
        ({"community": "no such"}, "no_such_community"),
        ({"community": "a\x00b"}, "not_a_request"),
        ({"scopes": {"a\x00b": 1}}, "not_a_request"),
        ({"chain": "\x00"}, "not_a_request"),
    ],
)
def test_a_request_that_no_laptop_makes_is_refused(li: Laptop, changed: dict[str, object], why: str) -> None:
    status = 404 if why == "no_such_community" else 422
    assert refusal(li.post("/sync/v1", pack(sync_body(li, **changed)))) == (status, why)


def test_members_and_cursors_that_nobody_knows_do_no_harm(li: Laptop) -> None:
    body = sync_body(li, of_tomorrow=[1, {"a": 2}], scopes={"": -5, "grid/x": 1 << 62}, limit_bytes=-1)
    response = li.post("/sync/v1", pack(body))
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("packed", "encoding", "status"),
    [
        (zstd.compress(bytes(LARGEST_BODY + 1)), "zstd", 413),
        (gzip.compress(bytes(50_000_000), compresslevel=1), "gzip", 413),
        (bytes(LARGEST_BODY + 1), "identity", 413),
        (zstd.compress(b"{}" * 1_000)[:-3], "zstd", 400),
        (b"not packed", "zstd", 400),
        (b"{}", "br", 415),
    ],
)
def test_bombs_and_damaged_bodies_are_refused(li: Laptop, packed: bytes, encoding: str, status: int) -> None:
    assert refusal(li.post("/sync/v1", packed, Content_Encoding=encoding))[0] == status


def test_a_body_that_was_changed_on_the_way_is_refused(li: Laptop) -> None:
    body = pack(encode_request(li.request([])))
    response = li.call(
        "POST", "/sync/v1", body, {"Content-Encoding": "zstd", "Content-Digest": "sha-256=:AA==:"}
    )
    assert refusal(response)[0] == 401


@pytest.mark.parametrize(
    "target",
    [
        "/snapshot/",
        "/snapshot/grid/%00",
        "/snapshot/grid/%FF",
        "/snapshot/" + "x" * 4_000,
        "/snapshot/grid/1?community=%00",
        "/history/%00",
        "/history/" + "x" * 4_000,
        "/history/r-00000001-00000000?before=",
    ],
)
def test_strange_paths_do_not_exist(li: Laptop, target: str) -> None:
    assert refusal(li.get(target))[0] == 404


@pytest.mark.parametrize("before", ["x", "-1", "1" * 40])
def test_a_history_before_nothing_is_refused(li: Laptop, before: str) -> None:
    assert refusal(li.get(f"/history/{new_id()}?before={before}")) == (422, "before_is_no_number")


def test_me_tells_duties_and_scopes(li: Laptop) -> None:
    response = li.get("/v1/me")
    me = decode_me(unpack("zstd", response.content, 10_000))
    assert (me.user_id, me.user_name, me.community, me.home) == ("li", "李建国", C, C)
    assert GRID_1 in me.scopes
    assert [duty.role.value for duty in me.duties] == ["GW"]
    assert me.epoch


def test_one_line_is_logged_of_each_request_without_its_values(
    li: Laptop, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    home = move_in(li, GRID_1)
    li.set(home.household, "remark_of_none", SECRET, base=0)
    li.sync()
    li.get(f"/history/{home.household}")
    li.post("/sync/v1", pack(SECRET.encode()))
    lines = [json.loads(each.getMessage()) for each in caplog.records if each.name == "gridserver.requests"]
    assert [(each["operation"], each["status"]) for each in lines] == [
        ("sync", 200),
        ("history", 200),
        ("sync", 422),
    ]
    assert (lines[0]["edits"], lines[0]["device"], lines[0]["community"]) == (5, li.device_id, C)
    assert SECRET not in caplog.text
    assert home.name not in caplog.text


def test_who_comes_when_all_places_are_taken_is_told_when_to_come_again() -> None:
    in_flight = InFlight(most=1, waiting=1, patience_s=30, retry_s=20)
    waits, ended = threading.Event(), threading.Event()

    def second() -> None:
        waits.set()
        with in_flight.place():
            ended.set()

    with in_flight.place():
        waiting = threading.Thread(target=second)
        waiting.start()
        assert waits.wait(20)
        while in_flight.waiting == 0:
            pass
        with pytest.raises(ProblemError) as caught, in_flight.place():
            pass
        assert caught.value.code is ProblemCode.SERVER_BUSY
        assert caught.value.params == {"wait_s": 20}
    waiting.join()
    assert ended.is_set()


# the description


@pytest.fixture(scope="module")
def described(address: str) -> dict[str, Any]:
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(f"{address}/openapi.json", timeout=20)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.content == description()
    found: dict[str, Any] = answer.json()
    return found


def test_every_path_is_described_and_every_described_path_is_there(
    li: Laptop, described: dict[str, Any]
) -> None:
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {each.shown_path for each in OPERATIONS} | {"/openapi.json"}
    for path, methods in described["paths"].items():
        target = path.format(**PROBES)
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            response = li.call(method, target, b"", {})
            is_there = response.status_code != 405
            assert is_there == (method.lower() in methods), (method, path)
            if not is_there:
                assert response.headers["Content-Type"] == PROBLEM_TYPE
    assert refusal(li.get("/of_tomorrow"))[0] == 404


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_each_operation_answers_as_it_is_described(
    li: Laptop, address: str, described: dict[str, Any], operation: Any
) -> None:
    target = operation.shown_path.format(**PROBES)
    answers = described["paths"][operation.shown_path][operation.method.lower()]["responses"]
    bodies = [b"", pack(b"{}"), pack(b"\x00"), b"garbage", pack(encode_request(li.request([])))]
    seen = set()
    for body in bodies if operation.method == "POST" else [b""]:
        for signed in (True, False):
            headers = {"Content-Encoding": "zstd"} if body else {}
            response = li.call(
                operation.method, target, body, headers if signed else {**headers, "Signature": ""}
            )
            status = str(response.status_code)
            assert status in answers, (status, target)
            assert response.headers["Content-Type"] in answers[status]["content"]
            if response.headers["Content-Type"] == PROBLEM_TYPE and operation.method != "HEAD":
                decode_refusal(response.content)
            seen.add(status)
    assert "401" in seen


def test_answers_fit_their_described_schemas(li: Laptop, described: dict[str, Any]) -> None:
    """Each line of a real answer is of one of the described kinds."""
    components = described["components"]["schemas"]
    home = move_in(li, GRID_1)
    raw = li.exchange(encode_request(li.request())).raw
    for line in map(msgspec.json.decode, raw.splitlines()):
        if isinstance(line, dict):
            assert line.keys() <= components["Mark"]["properties"].keys()
            for inner in ("Head", "Commit"):
                told = line.get({"Head": "h", "Commit": "c"}[inner])
                if told is not None:
                    assert told.keys() <= components[inner]["properties"].keys()
                    assert set(components[inner]["required"]) <= told.keys()
        else:
            kind = {"r": "RecordLine", "g": "GoneLine"}[line[0]]
            assert len(line) == len(components[kind]["prefixItems"])
    assert home.household.encode() not in raw
    assert LINES_TYPE in json.dumps(described["paths"]["/sync/v1"])
