"""The published description of the protocol: OpenAPI 3.1, made from the wire records themselves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import msgspec

from deskclient import __version__
from deskclient.backends.native.wire import (
    INSTANCE_HEADER,
    MAX_PAGE_ROWS,
    MAX_WAIT_S,
    PROBLEM_TYPE,
    PROTOCOL,
    PROTOCOL_HEADER,
    UPLOAD_OFFSET_HEADER,
    Changes,
    DeviceId,
    Digest,
    EraseOrder,
    EraseReceipt,
    Hello,
    IdPage,
    NewUpload,
    OpBatch,
    OpIds,
    OpStatuses,
    Problem,
    Refresh,
    Row,
    Rows,
    ScopeSize,
    Session,
    SignIn,
    SnapshotPage,
    Tokens,
    Upload,
    Verdicts,
    WirePatch,
    WireVerdict,
)

_JSON, _BYTES = "application/json", "application/octet-stream"
_TEXT: Mapping[str, Any] = {"type": "string"}
_WHOLE: Mapping[str, Any] = {"type": "integer", "minimum": 1}
_SECONDS: Mapping[str, Any] = {"type": "number", "minimum": 0, "maximum": MAX_WAIT_S}
_ROWS: Mapping[str, Any] = {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_ROWS}
_SCOPE = {"scope": _TEXT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One call as it is described."""

    method: str
    path: str
    summary: str
    body: type[msgspec.Struct] | None = None
    answer: type[msgspec.Struct] | None = None
    status: int = 200
    query: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    """Parameters and headers that must be there."""
    headers: tuple[str, ...] = ()
    errors: tuple[int, ...] = ()
    signed_in: bool = True
    takes_bytes: bool = False
    gives_bytes: bool = False


OPERATIONS = (
    Operation(
        method="get",
        path="/v1/hello",
        summary="What answers here",
        answer=Hello,
        signed_in=False,
    ),
    Operation(
        method="post",
        path="/v1/sign-in",
        summary="Exchange a password for tokens",
        body=SignIn,
        answer=Tokens,
        signed_in=False,
    ),
    Operation(
        method="post",
        path="/v1/refresh",
        summary="Exchange a refresh token for a new pair",
        body=Refresh,
        answer=Tokens,
        signed_in=False,
    ),
    Operation(
        method="post",
        path="/v1/erasure",
        summary="Whether a device is to erase its copy",
        body=DeviceId,
        answer=EraseOrder,
        signed_in=False,
    ),
    Operation(
        method="post",
        path="/v1/erasure/done",
        summary="A device has erased its copy",
        body=EraseReceipt,
        status=204,
        errors=(404,),
        signed_in=False,
    ),
    Operation(method="post", path="/v1/sign-out", summary="End the session", status=204),
    Operation(method="get", path="/v1/session", summary="Who is signed in", answer=Session),
    Operation(
        method="get",
        path="/v1/changes",
        summary="What changed since a cursor",
        answer=Changes,
        query={**_SCOPE, "cursor": _TEXT, "limit": _ROWS, "wait": _SECONDS},
        required=frozenset({"cursor"}),
        errors=(410,),
    ),
    Operation(
        method="get",
        path="/v1/snapshot",
        summary="A page of everything in a scope",
        answer=SnapshotPage,
        query={**_SCOPE, "page": _TEXT, "limit": _ROWS},
        errors=(410,),
    ),
    Operation(
        method="get",
        path="/v1/size",
        summary="What keeping a scope costs",
        answer=ScopeSize,
        query=_SCOPE,
    ),
    Operation(
        method="get",
        path="/v1/ids",
        summary="Ids and versions of a scope",
        answer=IdPage,
        query={**_SCOPE, "after": _TEXT, "limit": _WHOLE},
    ),
    Operation(
        method="get",
        path="/v1/digest",
        summary="The digest of a scope",
        answer=Digest,
        query=_SCOPE,
    ),
    Operation(
        method="get",
        path="/v1/records/{kind}/{id}",
        summary="One record",
        answer=Row,
        errors=(404, 410),
    ),
    Operation(
        method="patch",
        path="/v1/records/{kind}/{id}",
        summary="Change one record, if it is as it was read",
        body=WirePatch,
        answer=Row,
        headers=("If-Match", "Idempotency-Key"),
        required=frozenset({"If-Match"}),
        errors=(403, 404, 409, 410, 412, 422, 428),
    ),
    Operation(
        method="get",
        path="/v1/tickets/{id}/entries",
        summary="All entries and attachments of a ticket",
        answer=Rows,
        errors=(404,),
    ),
    Operation(
        method="post",
        path="/v1/ops",
        summary="Carry out operations",
        body=OpBatch,
        answer=Verdicts,
        errors=(403, 413),
    ),
    Operation(
        method="get",
        path="/v1/ops/{op_id}",
        summary="The stored verdict of an operation",
        answer=WireVerdict,
        errors=(404,),
    ),
    Operation(
        method="post",
        path="/v1/ops/status",
        summary="The stored verdicts of many operations",
        body=OpIds,
        answer=OpStatuses,
    ),
    Operation(
        method="post",
        path="/v1/uploads",
        summary="Announce a file",
        body=NewUpload,
        answer=Upload,
        status=201,
        errors=(413, 415, 507),
    ),
    Operation(
        method="head",
        path="/v1/uploads/{upload_id}",
        summary="How far an upload has come",
        status=204,
        errors=(404,),
    ),
    Operation(
        method="patch",
        path="/v1/uploads/{upload_id}",
        summary="Send the next bytes",
        status=204,
        headers=(UPLOAD_OFFSET_HEADER,),
        required=frozenset({UPLOAD_OFFSET_HEADER}),
        errors=(404, 409, 413, 422, 507),
        takes_bytes=True,
    ),
    Operation(
        method="delete",
        path="/v1/uploads/{upload_id}",
        summary="Forget an upload",
        status=204,
        errors=(404,),
    ),
    Operation(
        method="get",
        path="/v1/files/{sha256}",
        summary="The bytes of a file",
        headers=("Range", "If-Range", "If-None-Match"),
        errors=(404, 416),
        gives_bytes=True,
    ),
    Operation(method="get", path="/v1/openapi.json", summary="This description", signed_in=False),
)


def _structs() -> list[type[msgspec.Struct]]:
    found: dict[str, type[msgspec.Struct]] = {"Problem": Problem}
    for one in OPERATIONS:
        for struct in (one.body, one.answer):
            if struct is not None:
                found[struct.__name__] = struct
    return list(found.values())


def _content(media_type: str, schema: object) -> dict[str, Any]:
    return {"content": {media_type: {"schema": schema}}}


@lru_cache(maxsize=8)
def describe(name: str) -> bytes:
    """Write the description for a desk of this name."""
    structs = _structs()
    schemas, components = msgspec.json.schema_components(
        structs, ref_template="#/components/schemas/{name}"
    )
    refs = {struct.__name__: schema for struct, schema in zip(structs, schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for one in OPERATIONS:
        paths.setdefault(one.path, {})[one.method] = _operation(one, refs)
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {"title": name, "version": __version__, "license": {"name": "Apache-2.0"}},
            "paths": paths,
            "components": {
                "schemas": components,
                "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
                "headers": {
                    PROTOCOL_HEADER: {"schema": {"const": PROTOCOL}},
                    INSTANCE_HEADER: {"schema": _TEXT},
                },
            },
        }
    )


def _operation(one: Operation, refs: Mapping[str, object]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "summary": one.summary,
        "operationId": f"{one.method}_{re.sub(r'[^a-z0-9]+', '_', one.path).strip('_')}",
        "security": [{"bearer": []}] if one.signed_in else [],
        "responses": _responses(one, refs),
    }
    if parameters := _parameters(one):
        told["parameters"] = parameters
    if one.body is not None:
        told["requestBody"] = {"required": True, **_content(_JSON, refs[one.body.__name__])}
    elif one.takes_bytes:
        told["requestBody"] = {"required": True, **_content(_BYTES, {})}
    return told


def _parameters(one: Operation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": _TEXT}
        for name in re.findall(r"\{(\w+)\}", one.path)
    ]
    found += [
        {"name": name, "in": "query", "required": name in one.required, "schema": schema}
        for name, schema in one.query.items()
    ]
    found += [
        {"name": name, "in": "header", "required": name in one.required, "schema": _TEXT}
        for name in one.headers
    ]
    return found


def _responses(one: Operation, refs: Mapping[str, object]) -> dict[str, Any]:
    marks = {
        name: {"$ref": f"#/components/headers/{name}"}
        for name in (PROTOCOL_HEADER, INSTANCE_HEADER)
    }
    done: dict[str, Any] = {"description": one.summary, "headers": marks}
    if one.answer is not None:
        done |= _content(_JSON, refs[one.answer.__name__])
    elif one.gives_bytes:
        done |= _content(_BYTES, {})
    problem = _content(PROBLEM_TYPE, refs["Problem"])
    told = {str(one.status): done}
    if one.status == 201:
        told["200"] = done
    errors = {400, 429, *one.errors, *((401,) if one.signed_in else ())}
    told |= {
        str(status): {"description": "Refused", "headers": marks, **problem}
        for status in sorted(errors)
    }
    return {**told, "default": {"description": "Failed", "headers": marks, **problem}}
