"""Socket Mode: the bot connects to Slack, and what Slack has to say comes over the WebSocket.

docs.slack.dev/apis/events-api/using-socket-mode
"""

import json
import logging
import secrets
import threading
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

from sandbox.slack.delivery import DEADLINE_SECONDS
from sandbox.slack.door import Answer, Retry
from sandbox.slack.models import Json

logger = logging.getLogger(__name__)


@dataclass
class _Waiting:
    arrived: threading.Event = field(default_factory=threading.Event)
    body: bytes = b""


class SocketDoor:
    """A WebSocket server on 127.0.0.1, of which each `ticket` admits one connection."""

    def __init__(self, app_id: str, app_token: str) -> None:
        self.app_token = app_token
        self._app_id = app_id
        self._tickets: set[str] = set()
        self._open: list[ServerConnection] = []
        self._waiting: dict[str, _Waiting] = {}
        self._lock = threading.Lock()
        self._arrival = threading.Condition(self._lock)
        self.connection_count = 0
        """How many connections there have been."""
        self._server = serve(self._attend, "127.0.0.1", 0, process_request=self._admit)
        self._url = f"ws://127.0.0.1:{self._server.socket.getsockname()[1]}/link/"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def new_url(self) -> str:
        """What `apps.connections.open` gives: an address that is good for one connection."""
        ticket = secrets.token_urlsafe(16)
        with self._lock:
            self._tickets.add(ticket)
        return f"{self._url}?ticket={ticket}&app_id={self._app_id}"

    def command(self, form: Mapping[str, str]) -> Answer:
        return self._exchange("slash_commands", dict(form), accepts_answer=True)

    def interaction(self, payload: Json) -> Answer:
        return self._exchange("interactive", payload, accepts_answer=payload["type"] == "view_submission")

    def event(self, envelope: Json, retry: Retry | None = None) -> Answer:
        more = {"retry_attempt": retry.number, "retry_reason": retry.reason} if retry else {"retry_attempt": 0}
        return self._exchange("events_api", envelope, accepts_answer=False, **more)

    def refresh(self) -> None:
        """Asks the bot to connect anew, as Slack does every few hours."""
        for connection in self._connections():
            with suppress(ConnectionClosed):
                connection.send(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))

    def drop(self) -> None:
        """Breaks every connection, as a network does."""
        for connection in self._connections():
            connection.close_socket()

    def await_connection(self, number: int, seconds: float) -> None:
        """Returns when there have been so many. Raises ``TimeoutError``."""
        with self._arrival:
            if not self._arrival.wait_for(lambda: self.connection_count >= number, seconds):
                raise TimeoutError(f"{self.connection_count} connections in {seconds} seconds")

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()

    def _exchange(self, kind: str, payload: Json, *, accepts_answer: bool, **more: Any) -> Answer:
        envelope = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": accepts_answer,
            **more,
        }
        waiting = self._waiting[envelope["envelope_id"]] = _Waiting()
        try:
            if not self._send(json.dumps(envelope)):
                return Answer(0, problem="no bot is connected")
            if not waiting.arrived.wait(DEADLINE_SECONDS):
                return Answer(0, problem=f"no answer within {DEADLINE_SECONDS:.0f} s", timed_out=True)
        finally:
            del self._waiting[envelope["envelope_id"]]
        return Answer(200, waiting.body)

    def _send(self, text: str) -> bool:
        """Over the newest connection that still stands."""
        for connection in reversed(self._connections()):
            with suppress(ConnectionClosed):
                connection.send(text)
                return True
        return False

    def _connections(self) -> list[ServerConnection]:
        with self._lock:
            return list(self._open)

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = request.path.partition("?ticket=")[2].partition("&")[0]
        with self._lock:
            if ticket in self._tickets:
                self._tickets.remove(ticket)
                return None
        return connection.respond(403, "This address is not good, or not any more.\n")

    def _attend(self, connection: ServerConnection) -> None:
        hello = {"type": "hello", "num_connections": 1, "connection_info": {"app_id": self._app_id}}
        with self._lock:  # whoever has been greeted can be written to
            connection.send(json.dumps(hello))
            self._open.append(connection)
            self.connection_count += 1
            self._arrival.notify_all()
        try:
            for text in connection:
                self._take(json.loads(text))
        except ConnectionClosed:
            logger.debug("the bot's connection broke", exc_info=True)
        finally:
            with self._lock:
                self._open.remove(connection)

    def _take(self, acknowledged: Json) -> None:
        waiting = self._waiting.get(acknowledged.get("envelope_id", ""))
        if waiting is not None:
            payload = acknowledged.get("payload")
            waiting.body = json.dumps(payload).encode() if payload else b""
            waiting.arrived.set()
