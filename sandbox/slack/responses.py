"""Answers to an interaction: the body of a command's reply, and what is sent to a response_url.

docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from dataclasses import replace

from sandbox.slack.chat_methods import checked_blocks
from sandbox.slack.models import Json, Message
from sandbox.slack.refusals import Refusal
from sandbox.slack.workspace import ResponseUrl, Workspace


def respond(workspace: Workspace, url: ResponseUrl, body: Json) -> None:
    """Deletes or replaces the message the interaction came from, or says something new."""
    origin = _origin(workspace, url)
    if body.get("delete_original") and origin is not None:
        workspace.delete_message(origin)
    elif body.get("replace_original") and origin is not None:
        blocks, text = _content(body)
        workspace.edit_message(origin, text=text, blocks=blocks)
    else:
        say(workspace, url.user, url.channel, body)


def say(workspace: Workspace, user: str, channel: str, body: Json) -> Message:
    """A new message: to everybody for `in_channel`, else only to the person."""
    blocks, text = _content(body)
    message = Message(
        channel=channel,
        ts="",
        user=workspace.bot_user_id,
        bot_id=workspace.bot_id,
        text=text,
        blocks=blocks,
        thread_ts=body.get("thread_ts"),
    )
    if body.get("response_type") == "in_channel":
        return workspace.post(message)
    return workspace.post_ephemeral(replace(message, ephemeral_to=user))


def _content(body: Json) -> tuple[list[Json], str]:
    blocks, text = checked_blocks(body.get("blocks")) or [], str(body.get("text") or "")
    if not blocks and not text:
        raise Refusal("no_text")
    return blocks, text


def _origin(workspace: Workspace, url: ResponseUrl) -> Message | None:
    if url.message_ts is None:
        return None
    for message in workspace.ephemerals(url.user):
        if message.ts == url.message_ts:
            return message
    return workspace.message(url.channel, url.message_ts)
