"""The OpenAPI 3.1 description, made from the operations and the messages themselves."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec

from gridcore.wire.envelope import LINES_TYPE, PROBLEM_TYPE, Refusal
from gridserver.http.operations import OPERATIONS, Operation

PATH = "/openapi.json"

_SIGNATURE = "deviceSignature"
_BYTES = {"type": "string", "format": "binary"}
_ABOUT = (
    "Offline-first sync of community records. Every request is signed by the device's Ed25519 key (RFC 9421) "
    "over method, path, query and content digest; bodies and answers are packed with zstd or gzip. Answers "
    "are lines of JSON; an answer that stops before its last commit line was cut and is asked for again."
)


def description() -> bytes:
    """The description as JSON."""
    return msgspec.json.format(msgspec.json.encode(_description(), order="sorted"), indent=1)


def _description() -> Mapping[str, Any]:
    messages = {each for operation in OPERATIONS for each in (operation.takes, *operation.gives) if each}
    ordered = [Refusal, *sorted(messages, key=lambda each: each.__name__)]
    template = "#/components/schemas/{name}"
    found, components = msgspec.json.schema_components(ordered, ref_template=template)
    references = {each.__name__: schema for each, schema in zip(ordered, found, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        methods = paths.setdefault(operation.shown_path, {})
        methods[operation.method.lower()] = _operation(operation, references)
    paths[PATH] = {"get": _self()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "gridserver", "version": "1", "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                _SIGNATURE: {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Signature",
                    "description": "RFC 9421, with Signature-Input and Content-Digest; alg ed25519.",
                }
            },
        },
    }


def _operation(operation: Operation, references: Mapping[str, Any]) -> dict[str, Any]:
    content: Mapping[str, Any] = {
        LINES_TYPE: {"schema": {"anyOf": [references[each.__name__] for each in operation.gives]}}
    }
    if operation.gives_bytes:
        content = {operation.gives_bytes: {"schema": _BYTES}}
    answers: dict[str, Any] = {}
    for status in operation.answers:
        answers[str(status)] = {"description": HTTPStatus(status).phrase}
        if status != HTTPStatus.NOT_MODIFIED:
            answers[str(status)]["content"] = content
    for status in (*sorted(operation.refusals), 500):
        answers[str(status)] = {
            "description": HTTPStatus(status).phrase,
            "content": {PROBLEM_TYPE: {"schema": references[Refusal.__name__]}},
        }
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "security": [{_SIGNATURE: []}],
        "responses": answers,
    }
    if operation.parameters:
        described["parameters"] = [
            {
                "name": each.name,
                "in": each.place,
                "description": each.meaning,
                "required": each.is_required,
                "schema": {"type": "string"},
            }
            for each in operation.parameters
        ]
    if operation.takes is not None:
        schema = references[operation.takes.__name__]
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    if operation.takes_bytes:
        taken = {operation.takes_bytes: {"schema": _BYTES}}
        described["requestBody"] = {"required": True, "content": taken}
    return described


def _self() -> dict[str, Any]:
    return {
        "operationId": "openapi",
        "summary": "This description.",
        "security": [],
        "responses": {
            "200": {"description": "OK", "content": {"application/json": {"schema": {"type": "object"}}}}
        },
    }
