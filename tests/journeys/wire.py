"""Every request a function sends, seen at the wire: to count what it does, and to kill it before or after any of it."""

import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

import httpx
import pytest
from botocore.endpoint import Endpoint
from slack_sdk.web.base_client import BaseClient

from sandbox.functions import Function

READS = frozenset(
    {
        "Query",
        "GetItem",
        "BatchGetItem",
        "conversations.history",
        "conversations.replies",
        "conversations.open",
    }
)
_VARYING = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:\+00:00|Z)|EVENT#[\w-]+|(?<=/events/)[\w-]+|[0-9a-f]{30}")


class Killed(BaseException):
    """The function died here, as a process does: nothing catches it."""


class Effect(NamedTuple):
    """The nth time a function sends one kind of request."""

    function: str
    request: str
    nth: int

    def __str__(self) -> str:
        return f"{self.function}: {self.request} ({self.nth})"


When = Literal["before", "after"]


@dataclass
class Wire:
    """What was sent, by function; and where the next kill is to happen."""

    effects: list[Effect] = field(default_factory=list)
    kill_at: tuple[Effect, When] | None = None
    killed: bool = False
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _pumped: str | None = None
    _dead: bool = False
    _local: threading.local = field(default_factory=threading.local)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def forget(self) -> None:
        self.effects.clear()
        self._counts.clear()
        self.kill_at, self.killed, self._dead = None, False, False

    @contextmanager
    def invocation(self, name: str) -> Iterator[None]:
        """One function at work. Threads it starts count as its own; a server thread belongs to its own function."""
        outermost = self._pumped is None
        before = getattr(self._local, "function", None)
        self._local.function = name
        if outermost:
            self._pumped = name
        try:
            yield
        finally:
            self._local.function = before
            if outermost:
                self._pumped, self._dead = None, False

    def pass_on(self, request: str, send: Callable[[], Any]) -> Any:
        """Sends the request, or dies before or after it."""
        owner = getattr(self._local, "function", None) or self._pumped
        if owner is None or request.split()[0] in READS or request.startswith("GET "):
            return send()
        with self._lock:
            if self._dead and owner == self._pumped:
                raise Killed
            self._counts[owner, request] += 1
            effect = Effect(owner, request, self._counts[owner, request])
            self.effects.append(effect)
            chosen, when = self.kill_at if self.kill_at and not self.killed else (None, "before")
            if effect == chosen and when == "before":
                self._die()
        answer = send()
        if effect == chosen:
            if isinstance(answer, httpx.Response):
                answer.close()  # the operating system would do it for a process that died
            self._die()
        return answer

    def _die(self) -> None:
        self.killed = self._dead = True
        raise Killed


def tapped(monkeypatch: pytest.MonkeyPatch) -> Wire:
    """A wire through which botocore, httpx and Slack's client send from now on."""
    wire = Wire()
    invoke, aws_send = Function.invoke, Endpoint._do_get_response
    http_send, slack_send = httpx.HTTPTransport.handle_request, BaseClient._perform_urllib_http_request_internal

    def watched_invoke(function: Function, event: Any) -> Any:
        with wire.invocation(function.name):
            return invoke(function, event)

    monkeypatch.setattr(Function, "invoke", watched_invoke)
    monkeypatch.setattr(
        Endpoint,
        "_do_get_response",
        lambda self, request, operation, context: wire.pass_on(
            _aws(request, operation.name), lambda: aws_send(self, request, operation, context)
        ),
    )
    monkeypatch.setattr(
        httpx.HTTPTransport,
        "handle_request",
        lambda self, request: wire.pass_on(_http(request), lambda: http_send(self, request)),
    )
    monkeypatch.setattr(
        BaseClient,
        "_perform_urllib_http_request_internal",
        lambda self, url, request: wire.pass_on(_slack(url), lambda: slack_send(self, url, request)),
    )
    return wire


def _aws(request: Any, operation: str) -> str:
    if operation == "PutObject":
        return f"PutObject {urlsplit(request.url).path.rpartition('/')[2]}"
    if "dynamodb" not in str(request.headers.get("X-Amz-Target", "")).lower():
        return operation
    body = json.loads(request.body)
    key = body.get("Key") or body.get("Item") or {}
    row = key.get("sk", {}).get("S", "")
    return _stable(f"{operation} {row} {body.get('UpdateExpression', '')}{_names(body)}".strip())


def _names(body: dict[str, Any]) -> str:
    return "".join(f" {name}" for name in sorted((body.get("ExpressionAttributeNames") or {}).values()))


def _http(request: httpx.Request) -> str:
    return _stable(f"{request.method} {request.url.path}")


def _slack(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2]


def _stable(request: str) -> str:
    """Without what differs from run to run."""
    return _VARYING.sub("*", request)
