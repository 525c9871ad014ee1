"""What a person sees when a handler cannot do what they asked, in the place they are looking at."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.errors import Rejected, new_reference
from bot.domain.forms import Unsettled
from bot.handlers.received import UNREADABLE
from bot.pipeline.desk import OVERTAKEN
from bot.ports import Overtaken
from bot.views.blocks import errors_at_fields, escape
from bot.views.paste_modal import answer

log = logging.getLogger(__name__)

TITLE = "Nothing was changed"
TOO_LATE = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id"})


def register(app: App) -> None:
    @app.error
    def tell(error: Exception, body: dict[str, Any], client: WebClient) -> BoltResponse:
        if isinstance(error, Unsettled):
            return BoltResponse(status=200, body=_at_fields(error.errors, body["view"]))
        return respond(_sentence(error), _field(error), body, client)


def respond(sentence: str, field: str | None, body: Mapping[str, Any], client: WebClient) -> BoltResponse:
    """The answer to Slack that shows `sentence`; a form stays open with everything typed into it."""
    if body.get("type") == "view_submission":
        return BoltResponse(status=200, body=_in_form(sentence, field, body["view"]))
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": escape(sentence)})
    if "trigger_id" in body or "user" in body:
        _show(sentence, body, client)
    return BoltResponse(status=200, body="")


def _sentence(error: Exception) -> str:
    """What happened and what to do, with the reference that finds the log line."""
    reference = new_reference()
    if isinstance(error, Rejected):
        log.info("rejected", extra={"ref": reference, "code": error.code})
        return f"{error.sentence} ref {reference}"
    if isinstance(error, BoltUnhandledRequestError):
        log.info("nobody listens to this", extra={"ref": reference})
        return f"{UNREADABLE} ref {reference}"
    if isinstance(error, Overtaken):
        return f"{OVERTAKEN} ref {reference}"
    log.error("a handler failed", exc_info=error, extra={"ref": reference})
    if isinstance(error, SlackApiError) and error.response.get("error") in TOO_LATE:
        return f"That took too long, so Slack closed the door. Please try once more. ref {reference}"
    return f"Something on our side failed and nothing was changed. Please try again in a minute. ref {reference}"


def _field(error: Exception) -> str | None:
    return error.field if isinstance(error, Rejected) else None


def _in_form(sentence: str, field: str | None, view: Mapping[str, Any]) -> dict[str, Any]:
    return _at_fields({field or "": sentence}, view)


def _at_fields(errors: Mapping[str, str], view: Mapping[str, Any]) -> dict[str, Any]:
    """The form with each error at its field; a view without fields gives way to the sentences alone."""
    inputs = [
        str(block["block_id"])
        for block in view.get("blocks") or ()
        if block.get("type") == "input" and block.get("block_id")
    ]
    if not inputs:
        return {"response_action": "update", "view": answer(TITLE, " ".join(errors.values()))}
    return {"response_action": "errors", "errors": errors_at_fields(errors, inputs)}


def _show(sentence: str, body: Mapping[str, Any], client: WebClient) -> None:
    """Beside the message that was pressed; else in a modal; else in a direct message."""
    channel, user = (_part(body, who, "id") for who in ("channel", "user"))
    in_modal = _part(body, "view", "type") == "modal"
    ways: list[Callable[[], object]] = []
    if channel and body.get("type") == "block_actions":
        ways.append(lambda: client.chat_postEphemeral(channel=channel, user=user, text=escape(sentence)))
    elif trigger_id := body.get("trigger_id"):
        shown = answer(TITLE, sentence)
        open_view = client.views_push if in_modal else client.views_open
        ways.append(lambda: open_view(trigger_id=trigger_id, view=shown))
    if user:
        ways.append(lambda: client.chat_postMessage(channel=user, text=escape(sentence)))
    for way in ways:
        try:
            way()
        except (SlackClientError, OSError):
            log.warning("could not tell the person this way", exc_info=True)
        else:
            return


def _part(body: Mapping[str, Any], name: str, key: str) -> str:
    part = body.get(name)
    return str(part.get(key) or "") if isinstance(part, Mapping) else ""
