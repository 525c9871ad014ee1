"""One HTTP request, read from an API Gateway event without trusting any of it.

Payload format 2.0: docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from services.web.problems import Refused, from_validation

MAX_BODY_BYTES = 64 * 1024
_MAX_ENCODED = MAX_BODY_BYTES * 4 // 3 + 4

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    query: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    params: Mapping[str, str] = field(default_factory=dict)
    """What stood in the variable parts of the path."""

    def parse(self, model: type[Model], default: bytes = b"") -> Model:
        """Returns the JSON body as ``model``. Raises `Refused` naming the fields that are wrong."""
        try:
            return model.model_validate_json(self.body or default, strict=True)
        except ValidationError as error:
            raise from_validation(error) from None


def from_event(event: object) -> Request:
    """Raises `Refused` if the body cannot be read or is too large."""
    fields = _mapping(event)
    context = _mapping(fields.get("requestContext"))
    return Request(
        method=_text(_mapping(context.get("http")).get("method")).upper(),
        path=_without_stage(_text(fields.get("rawPath")), _text(context.get("stage"))),
        headers={name.lower(): value for name, value in _texts(fields.get("headers")).items()},
        query=_texts(fields.get("queryStringParameters")),
        body=_body(fields.get("body"), encoded=fields.get("isBase64Encoded") is True),
    )


def _body(body: object, *, encoded: bool) -> bytes:
    if body is None:
        return b""
    if not isinstance(body, str):
        raise Refused("bad_request", "body: must be text")
    if len(body) > (_MAX_ENCODED if encoded else MAX_BODY_BYTES):
        raise Refused("too_large", f"body: at most {MAX_BODY_BYTES} bytes")
    content = _decoded(body) if encoded else body.encode("utf-8", "surrogatepass")
    if len(content) > MAX_BODY_BYTES:
        raise Refused("too_large", f"body: at most {MAX_BODY_BYTES} bytes")
    return content


def _decoded(body: str) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise Refused("bad_request", "body: not valid base64") from None


def _without_stage(path: str, stage: str) -> str:
    """A stage other than ``$default`` stands in front of the path (``/prod/events``)."""
    return path.removeprefix(f"/{stage}") if path.startswith(f"/{stage}/") else path


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> dict[str, str]:
    pairs = _mapping(value).items()
    return {name: text for name, text in pairs if isinstance(name, str) and isinstance(text, str)}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
