"""Whatever is sent that fits the description, or nearly: no failure, and no status that it does not tell."""

import base64
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gridcore.wire.packing import pack
from gridserver.http import sync_api
from gridserver.http.operations import OPERATIONS
from gridserver.http.receive import Arrived
from gridserver.installation import Installation
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import C, Laptop
from tests.server.homes import move_in

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

EVERYDAY, LONG = 30, 5_000
Schema = Mapping[str, Any]

_WORDS = st.sampled_from(
    [
        "",
        "0",
        "-1",
        "grid/330106001001101",
        "staff",
        "user/li",
        "case/x",
        C,
        "a" * 64,
        "0" * 64,
        "\x00",
        "%00",
        "李",
    ]
)
_TEXT = _WORDS | st.text(max_size=20)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)


def fitting(schema: Schema, components: Schema, depth: int = 0) -> st.SearchStrategy[Any]:
    """Values that a schema allows; where it is deep, anything."""
    if "$ref" in schema:
        schema = components[schema["$ref"].rpartition("/")[2]]
    if depth > 5:
        return _ANYTHING
    if "anyOf" in schema:
        return st.one_of([fitting(each, components, depth + 1) for each in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    made = _BY_TYPE.get(schema.get("type", ""))
    return _ANYTHING if made is None else made(schema, components, depth + 1)


def _object(schema: Schema, components: Schema, depth: int) -> st.SearchStrategy[Any]:
    if "properties" in schema:
        known = {k: nearly(v, components, depth) for k, v in schema["properties"].items()}
        needed = {k: v for k, v in known.items() if k in schema.get("required", ())}
        rest = {k: v for k, v in known.items() if k not in needed}
        return st.fixed_dictionaries(needed, optional=rest)
    inner = schema.get("additionalProperties")
    values = nearly(inner, components, depth) if isinstance(inner, dict) else _ANYTHING
    return st.dictionaries(_TEXT, values, max_size=3)


def _array(schema: Schema, components: Schema, depth: int) -> st.SearchStrategy[Any]:
    if items := schema.get("prefixItems"):
        return st.tuples(*(nearly(each, components, depth) for each in items)).map(list)
    inner = schema.get("items")
    return st.lists(nearly(inner, components, depth) if inner else _ANYTHING, max_size=3)


def _string(schema: Schema, components: Schema, depth: int) -> st.SearchStrategy[Any]:
    if schema.get("contentEncoding") == "base64":
        return st.binary(max_size=40).map(lambda each: base64.b64encode(each).decode())
    return _TEXT


_BY_TYPE: Mapping[str, Callable[[Schema, Schema, int], st.SearchStrategy[Any]]] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": lambda *_: st.integers(-1, 5) | st.integers(-(2**70), 2**70),
    "boolean": lambda *_: st.booleans(),
}


def nearly(schema: Schema, components: Schema, depth: int) -> st.SearchStrategy[Any]:
    """Mostly what fits, now and then what does not."""
    fits = fitting(schema, components, depth)
    return st.one_of(fits, fits, fits, fits, fits, _ANYTHING)


def asked(operation: Schema, path: str, components: Schema) -> st.SearchStrategy[dict[str, Any]]:
    """Questions to one operation."""
    parts: dict[str, st.SearchStrategy[Any]] = {
        "path": st.just(path),
        "raw": st.none() | st.binary(max_size=60),
    }
    for each in operation.get("parameters", ()):
        parts[f"{each['in']}:{each['name']}"] = _TEXT if each["required"] else st.none() | _TEXT
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    parts["body"] = fitting(schema, components) if schema else st.binary(max_size=60)
    parts["is_raw"] = st.integers(0, 9).map(lambda each: each == 0)
    return st.fixed_dictionaries(parts)


def send(laptop: Laptop, method: str, question: Mapping[str, Any]) -> requests.Response:
    """Ask it, signed as a laptop signs."""
    path, query, headers = question["path"], [], {"Content-Encoding": "zstd"}
    for name, value in question.items():
        place, _, key = name.partition(":")
        if place == "path" and key:
            path = path.replace("{" + key + "}", quote(value, safe="/"))
        elif place == "query" and value is not None:
            query.append(f"{key}={quote(value)}")
        elif place == "header" and value is not None:
            headers[key] = quote(value, safe="=-,/ ").strip()  # requests sends no other
    body = question["body"]
    plain = body if isinstance(body, bytes) else json.dumps(body).encode("utf-8", "surrogatepass")
    packed = question["raw"] if question["is_raw"] and question["raw"] is not None else pack(plain)
    target = f"{path}?{'&'.join(query)}" if query else path
    return laptop.call(method.upper(), target, packed if method in ("post", "patch") else b"", headers)


@pytest.fixture(scope="module")
def laptop(field: Installation, address: str) -> Laptop:
    made = Laptop(field, address, "sun")
    made.patience_s = 90
    move_in(made, made.sync().head.scopes[1])  # type: ignore[union-attr]
    made.sync()
    return made


@pytest.fixture(scope="module")
def described(address: str) -> Schema:
    found: Schema = requests.get(f"{address}/openapi.json", timeout=20).json()
    return found


def search(laptop: Laptop, described: Schema, name: str, examples: int) -> None:
    [(path, method, operation)] = [
        (path, method, each)
        for path, methods in described["paths"].items()
        for method, each in methods.items()
        if each["operationId"] == name
    ]
    told = {int(each) for each in operation["responses"]} - {500}

    @settings(max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(asked(operation, path, described["components"]["schemas"]))
    def no_surprise(question: Mapping[str, Any]) -> None:
        status = send(laptop, method, question).status_code
        assert status in told, f"{name} answered {status}, which the description does not tell"

    no_surprise()


NAMES = [each.name for each in OPERATIONS if each.name != "wait"]  # which waits for a minute on purpose


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", NAMES)
def test_no_question_makes_the_server_fail_or_say_what_it_does_not_describe(
    name: str, laptop: Laptop, described: Schema
) -> None:
    search(laptop, described, name, EVERYDAY)


@pytest.mark.long
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("name", NAMES)
def test_five_thousand_questions_a_route_make_no_server_fail(
    name: str, laptop: Laptop, described: Schema
) -> None:
    search(laptop, described, name, LONG)


def test_a_route_that_fails_on_a_wrong_number_is_found_out(
    laptop: Laptop, described: Schema, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(arrived: Arrived) -> int | None:
        before = arrived.query.partition("before=")[2]
        return int(before) if before else None

    monkeypatch.setattr(sync_api, "_before", careless)
    with pytest.raises(AssertionError, match="answered 500"):
        search(laptop, described, "history", EVERYDAY)
