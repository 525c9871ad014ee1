"""Socket Mode: what Slack says over a WebSocket is handed to the bot's own HTTP endpoint, and its answer back.

Requests are signed anew with the sandbox's secret, so the bot's front door does for them what it does on AWS.
docs.slack.dev/apis/events-api/using-socket-mode

slack_sdk's own clients are not used: asked by Slack to connect anew, which happens every few hours, its built-in one
hears nothing for three seconds and the one on websocket-client for more than ten (3.47), and the former cannot
acknowledge with more than 64 kB.
"""

import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

from sandbox.other_slack import NoConnection
from sandbox.slack.door import Answer, Door, Retry

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 10.0
CALL_SECONDS = 5
CLOSE_SECONDS = 1.0
AT_ONCE = 10
PAUSES_SECONDS = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Before each try to connect anew; the last one before all further ones."""
LARGEST_MESSAGE = 4 * 1024 * 1024


class SocketMode:
    """Connected from `open` to `close`; connects anew by itself when Slack asks for it and when the network breaks."""

    def __init__(self, app_token: str, api_url: str, door: Door) -> None:
        self._app_token, self._door = app_token, door
        self._web_client = WebClient(base_url=api_url, timeout=CALL_SECONDS, retry_handlers=[])
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="socket-mode")
        self._greeted, self._closing = threading.Event(), threading.Event()
        self._lock = threading.Lock()
        self._connections: set[ClientConnection] = set()
        self._threads: list[threading.Thread] = []

    def open(self) -> None:
        """Returns once Slack has said hello. Raises `NoConnection`."""
        self._start(self._connected())
        if not self._greeted.wait(CONNECT_SECONDS):
            raise NoConnection(f"Slack did not say hello within {CONNECT_SECONDS:.0f} seconds. Please try again.")

    def close(self) -> None:
        """Returns when nothing runs any more."""
        self._closing.set()
        with self._lock:
            connections, threads = list(self._connections), list(self._threads)
        for connection in connections:
            connection.close()
        for thread in threads:
            thread.join()
        self._workers.shutdown()

    def _start(self, connection: ClientConnection | None) -> None:
        """Attends to a connection in a thread of its own; None: to a new one."""
        with self._lock:
            if self._closing.is_set():
                return
            thread = threading.Thread(target=self._attend, args=(connection,), daemon=True)
            self._threads = [each for each in self._threads if each.is_alive()] + [thread]
            thread.start()

    def _attend(self, connection: ClientConnection | None) -> None:
        connection = connection or self._connected_in_the_end()
        if connection is None:
            return
        with self._lock:
            self._connections.add(connection)
            if self._closing.is_set():
                connection.close()
        is_replaced = False
        with connection, suppress(ConnectionClosed):
            for text in connection:
                message = json.loads(text)
                # Slack closes this connection a few seconds later; what is under way is still answered here.
                if message.get("type") == "disconnect" and not is_replaced:
                    is_replaced = True
                    self._start(None)
                self._take(connection, message)
        with self._lock:
            self._connections.discard(connection)
        if not is_replaced:
            logger.info("the connection to Slack broke")
            self._start(None)

    def _connected_in_the_end(self) -> ClientConnection | None:
        """Tries until it works; None once this is being closed."""
        tries = 0
        while not self._closing.wait(PAUSES_SECONDS[min(tries, len(PAUSES_SECONDS) - 1)]):
            try:
                return self._connected()
            except NoConnection as problem:
                logger.warning("not connected to Slack: %s", problem)
                tries += 1
        return None

    def _connected(self) -> ClientConnection:
        try:
            url = str(self._web_client.apps_connections_open(app_token=self._app_token)["url"])
            return connect(url, open_timeout=CONNECT_SECONDS, close_timeout=CLOSE_SECONDS, max_size=LARGEST_MESSAGE)
        except SlackApiError as error:
            code = error.response.get("error")
            raise NoConnection(
                f"Slack refused the app's token ({code}). It begins with xapp- and is made under Basic Information, "
                "App-Level Tokens, with the scope connections:write; Socket Mode must be on."
            ) from error
        except (SlackClientError, WebSocketException, OSError) as error:
            raise NoConnection("Slack did not answer. Is this machine online?") from error

    def _take(self, connection: ClientConnection, message: dict[str, Any]) -> None:
        if message.get("type") == "hello":
            self._greeted.set()
        elif "envelope_id" in message:
            with suppress(RuntimeError):  # closed meanwhile
                self._workers.submit(self._pass_on, connection, message)

    def _pass_on(self, connection: ClientConnection, envelope: dict[str, Any]) -> None:
        """What the bot does not take is not acknowledged: Slack then tells the person, or sends the event again."""
        answer = self._from_bot(envelope)
        if answer is None or not answer.ok:
            logger.warning("%s not taken: %s", envelope["type"], answer.problem if answer else "of no known kind")
            return
        acknowledged = {"envelope_id": envelope["envelope_id"]}
        if payload := _payload(answer.body):
            acknowledged["payload"] = payload
        with suppress(ConnectionClosed):
            connection.send(json.dumps(acknowledged))

    def _from_bot(self, envelope: dict[str, Any]) -> Answer | None:
        match envelope["type"]:
            case "slash_commands":
                return self._door.command(envelope["payload"])
            case "interactive":
                return self._door.interaction(envelope["payload"])
            case "events_api":
                return self._door.event(envelope["payload"], _retry(envelope))
            case _:
                return None


def _retry(envelope: dict[str, Any]) -> Retry | None:
    number = envelope.get("retry_attempt")
    return Retry(number, envelope.get("retry_reason") or "http_timeout") if number else None


def _payload(body: bytes) -> dict[str, Any] | None:
    """The answer as an acknowledgement carries it: an object, or words as its text."""
    if not body.strip():
        return None
    try:
        parsed = json.loads(body)
    except ValueError:
        parsed = None
    return parsed if isinstance(parsed, dict) else {"text": body.decode(errors="replace")}
