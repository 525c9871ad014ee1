"""HTTP to Lambda and back, as API Gateway's HTTP APIs do it with payload format 2.0.

docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
"""

import base64
import datetime as dt
import json
import re
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from werkzeug.wrappers import Request, Response

from sandbox.functions import ACCOUNT, Function
from sandbox.sources import HttpRoute

Json = dict[str, Any]

_AS_TEXT = re.compile(r"text/.*|application/(json|javascript|xml|[\w.-]+\+(json|xml))", re.IGNORECASE)
"""Content types whose bodies arrive as text; every other one, a form's too, arrives in base64."""


@dataclass(frozen=True)
class Match:
    function: Function
    key: str
    """The ``routeKey``."""
    params: Mapping[str, str]


class Routes:
    """The routes of every function's ``httpApi`` events."""

    def __init__(self, functions: Iterable[Function]) -> None:
        routes = [
            (each, function) for function in functions for each in function.sources if isinstance(each, HttpRoute)
        ]
        # A path without variables wins over one with, that over one that takes all the rest, and a method over ANY.
        routes.sort(key=lambda found: ("+}" in found[0].path, found[0].path.count("{"), found[0].method == "ANY"))
        self._routes = [(each, _pattern(each.path), function) for each, function in routes]

    def find(self, method: str, path: str) -> Match | None:
        for route, pattern, function in self._routes:
            if route.method in {method, "ANY"} and (found := pattern.fullmatch(path)):
                params = {name: unquote(value) for name, value in found.groupdict().items()}
                return Match(function, f"{route.method} {route.path}", params)
        return None


def to_event(request: Request, path: str, match: Match) -> Json:
    """``path`` is the path as it came over the wire."""
    now = dt.datetime.now(dt.UTC)
    query = request.query_string.decode("ascii", "replace")
    headers: dict[str, str] = {}
    for name, value in request.headers.items():
        headers[name.lower()] = f"{headers[name.lower()]},{value}" if name.lower() in headers else value
    cookies = headers.pop("cookie", "")
    event: Json = {
        "version": "2.0",
        "routeKey": match.key,
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers,
        "requestContext": {
            "accountId": ACCOUNT,
            "apiId": "sandbox",
            "domainName": request.host,
            "domainPrefix": request.host.partition(".")[0],
            "http": {
                "method": request.method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": request.remote_addr or "127.0.0.1",
                "userAgent": request.headers.get("User-Agent", ""),
            },
            "requestId": str(uuid.uuid4()),
            "routeKey": match.key,
            "stage": "$default",
            "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "timeEpoch": int(now.timestamp() * 1000),
        },
        "isBase64Encoded": False,
    }
    if cookies:
        event["cookies"] = [each.strip() for each in cookies.split(";")]
    if match.params:
        event["pathParameters"] = dict(match.params)
    if query:
        event["queryStringParameters"] = _joined(parse_qsl(query, keep_blank_values=True))
    if body := request.get_data():
        event.update(_body(body, request.mimetype))
    return event


def to_response(answer: Any) -> Response:
    """Raises ``ValueError`` or ``TypeError`` for an answer that API Gateway would not understand."""
    if not (isinstance(answer, dict) and "statusCode" in answer):
        return Response(json.dumps(answer), content_type="application/json")
    content = answer.get("body") or ""
    body = base64.b64decode(content, validate=True) if answer.get("isBase64Encoded") else content.encode()
    response = Response(body, status=int(answer["statusCode"]))
    del response.headers["Content-Type"]
    for name, value in (answer.get("headers") or {}).items():
        response.headers[name] = str(value)
    for cookie in answer.get("cookies") or ():
        response.headers.add("Set-Cookie", cookie)
    response.headers.setdefault("Content-Type", "text/plain;charset=UTF-8")
    return response


def _pattern(path: str) -> re.Pattern[str]:
    text = re.sub(r"\\{(\w+)\\\+\\}", r"(?P<\1>.+)", re.escape(path))
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", text))


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in pairs:
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    return joined


def _body(body: bytes, mimetype: str) -> Json:
    if not mimetype or _AS_TEXT.fullmatch(mimetype):
        with suppress(UnicodeDecodeError):  # what is not text arrives in base64, whatever it calls itself
            return {"body": body.decode(), "isBase64Encoded": False}
    return {"body": base64.b64encode(body).decode("ascii"), "isBase64Encoded": True}
