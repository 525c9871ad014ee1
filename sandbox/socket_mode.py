"""Socket Mode: what Slack says over a WebSocket is handed to the bot's own HTTP endpoint, and its answer back.

Requests are signed anew with the sandbox's secret, so the bot's front door does for them what it does on AWS.
docs.slack.dev/apis/events-api/using-socket-mode
"""

import json
import logging
import threading
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from sandbox.other_slack import NoConnection
from sandbox.slack.door import Answer, Door, Retry

logger = logging.getLogger(__name__)

CONNECT_SECONDS = 10.0
CALL_SECONDS = 5
AT_ONCE = 10


class SocketMode:
    """Connected from `open` to `close`; connects again by itself whenever Slack or the network ends a connection."""

    def __init__(self, app_token: str, api_url: str, door: Door) -> None:
        self._door = door
        self._greeted = threading.Event()
        web_client = WebClient(base_url=api_url, timeout=CALL_SECONDS, retry_handlers=[])
        self._client = SocketModeClient(app_token, web_client=web_client, concurrency=AT_ONCE)
        self._client.message_listeners.append(self._note_greeting)
        self._client.socket_mode_request_listeners.append(self._pass_on)

    def open(self) -> None:
        """Returns once Slack has said hello. Raises `NoConnection`."""
        try:
            self._client.connect()
        except SlackApiError as error:
            code = error.response.get("error")
            raise NoConnection(
                f"Slack refused the app's token ({code}). It begins with xapp- and is made under Basic Information, "
                "App-Level Tokens, with the scope connections:write; Socket Mode must be on."
            ) from error
        except (SlackClientError, OSError) as error:
            raise NoConnection("Slack did not answer. Is this machine online?") from error
        if not self._greeted.wait(CONNECT_SECONDS):
            raise NoConnection(f"Slack did not say hello within {CONNECT_SECONDS:.0f} seconds. Please try again.")

    def close(self) -> None:
        self._client.close()

    def _note_greeting(self, client: BaseSocketModeClient, message: dict[str, Any], raw: str | None) -> None:
        if message.get("type") == "hello":
            self._greeted.set()

    def _pass_on(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """What the bot does not take is not acknowledged: Slack then tells the person, or sends the event again."""
        answer = self._from_bot(request)
        if answer is None or not answer.ok:
            logger.warning("%s not taken: %s", request.type, answer.problem if answer else "of no known kind")
            return
        client.send_socket_mode_response(SocketModeResponse(request.envelope_id, _payload(answer.body)))

    def _from_bot(self, request: SocketModeRequest) -> Answer | None:
        match request.type:
            case "slash_commands":
                return self._door.command(request.payload)
            case "interactive":
                return self._door.interaction(request.payload)
            case "events_api":
                return self._door.event(request.payload, _retry(request))
            case _:
                return None


def _retry(request: SocketModeRequest) -> Retry | None:
    if not request.retry_attempt:
        return None
    return Retry(request.retry_attempt, request.retry_reason or "http_timeout")  # type: ignore[arg-type]


def _payload(body: bytes) -> dict[str, Any] | None:
    """The answer as an acknowledgement carries it: an object, or words as its text."""
    if not body.strip():
        return None
    try:
        parsed = json.loads(body)
    except ValueError:
        parsed = None
    return parsed if isinstance(parsed, dict) else {"text": body.decode(errors="replace")}
