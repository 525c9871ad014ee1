"""What a person sees when a handler cannot do what they asked, in the place they are looking at."""

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.errors import Rejected, new_reference
from bot.views.blocks import escape
from bot.views.paste_modal import answer

log = logging.getLogger(__name__)


def register(app: App) -> None:
    @app.error
    def tell(error: Exception, body: dict[str, Any], client: WebClient) -> BoltResponse:
        return respond(_sentence(error), _field(error), body, client)


def respond(sentence: str, field: str | None, body: Mapping[str, Any], client: WebClient) -> BoltResponse:
    """The answer to Slack that shows `sentence`; a form stays open with everything typed into it."""
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=_in_form(sentence, field, body["view"]))
    if body.get("type") == "block_actions":
        _ephemeral(sentence, body, client)
        return BoltResponse(status=200, body="")
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": escape(sentence)})
    return BoltResponse(status=200, body="")


def _sentence(error: Exception) -> str:
    if isinstance(error, Rejected):
        return error.sentence
    reference = new_reference()
    log.error("a handler failed", exc_info=error, extra={"ref": reference})
    if isinstance(error, SlackApiError) and error.response.get("error") in ("expired_trigger_id", "trigger_expired"):
        return f"That took too long, so Slack closed the door. Please try once more. ref {reference}"
    return f"Something on our side failed and nothing was changed. Please try again in a minute. ref {reference}"


def _field(error: Exception) -> str | None:
    return error.field if isinstance(error, Rejected) else None


def _in_form(sentence: str, field: str | None, view: Mapping[str, Any]) -> dict[str, Any]:
    inputs = [block["block_id"] for block in view.get("blocks") or () if block.get("type") == "input"]
    if not inputs:
        return {"response_action": "update", "view": answer("Nothing was changed", sentence)}
    return {"response_action": "errors", "errors": {field if field in inputs else inputs[0]: sentence}}


def _ephemeral(sentence: str, body: Mapping[str, Any], client: WebClient) -> None:
    """Beside the message that was clicked; over a Home tab, which has no such place, in a modal."""
    channel = (body.get("channel") or {}).get("id")
    try:
        if channel is not None:
            client.chat_postEphemeral(channel=channel, user=body["user"]["id"], text=escape(sentence))
        elif (body.get("view") or {}).get("type") == "home":
            client.views_open(trigger_id=body["trigger_id"], view=answer("Nothing was changed", sentence))
    except (SlackClientError, OSError):
        log.warning("could not tell the person", exc_info=True)
