"""chat.*: docs.slack.dev/reference/methods/chat.postMessage and its neighbours."""

from dataclasses import replace

from sandbox.slack.call import Call
from sandbox.slack.models import Channel, Json, Message
from sandbox.slack.payloads import message_json
from sandbox.slack.refusals import Refusal
from sandbox.slack.validator import (
    MESSAGE_CHARACTERS,
    TEXT_CHARACTERS,
    UPDATED_TEXT_CHARACTERS,
    characters,
    message_findings,
    metadata_error,
)

_NOT_SHOWN = frozenset({"attachments", "markdown_text"})


def post_message(call: Call) -> Json:
    channel = call.destination()
    message = call.workspace.post(
        replace(
            _written(call, channel),
            metadata=_metadata(call),
            unfurl_links=call.flag("unfurl_links"),
            unfurl_media=call.flag("unfurl_media"),
            reply_broadcast=bool(call.flag("reply_broadcast")),
        )
    )
    return {"channel": channel.id, "ts": message.ts, "message": message_json(call.workspace, message)}


def _written(call: Call, channel: Channel) -> Message:
    """What the bot wants said in a channel, not yet posted."""
    blocks, text = checked_blocks(call.structure("blocks")) or [], _text(call)
    if not blocks and not text:
        raise Refusal("no_text")
    return Message(
        channel=channel.id,
        ts="",
        user=call.workspace.bot_user_id,
        bot_id=call.workspace.bot_id,
        text=text,
        blocks=blocks,
        thread_ts=call.text("thread_ts") or None,
    )


def update(call: Call) -> Json:
    """Without `blocks` the old ones stay, whatever the text says; `[]` removes them."""
    before = call.existing()
    if call.workspace.channel(before.channel).is_archived:
        raise Refusal("is_inactive")
    if before.user != call.workspace.bot_user_id:
        raise Refusal("cant_update_message")
    blocks, text = checked_blocks(call.structure("blocks")), call.text("text")
    if blocks is None and not text:
        raise Refusal("no_text")
    if len(text) > UPDATED_TEXT_CHARACTERS:
        raise Refusal("msg_too_long")
    after = call.workspace.edit_message(before, text=text, blocks=blocks, metadata=_metadata(call))
    shown = message_json(call.workspace, after)
    return {"channel": after.channel, "ts": after.ts, "text": after.text, "message": shown}


def delete(call: Call) -> Json:
    message = call.existing()
    if message.user != call.workspace.bot_user_id:
        raise Refusal("cant_delete_message")
    call.workspace.delete_message(message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    channel, user = call.destination(), call.required("user")
    if user not in channel.members:
        raise Refusal("user_not_in_channel")
    message = call.workspace.post_ephemeral(replace(_written(call, channel), ephemeral_to=user))
    return {"message_ts": message.ts}


def get_permalink(call: Call) -> Json:
    channel = call.conversation()
    message = call.workspace.message(channel.id, call.required("message_ts"))
    link = f"https://{call.workspace.team_domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def checked_blocks(blocks: object) -> list[Json] | None:
    """The blocks of a message if Slack takes them; None where there are none."""
    if blocks is None:
        return None
    findings = message_findings(blocks)
    if findings or not isinstance(blocks, list):
        raise Refusal("invalid_blocks", map(str, findings))
    if characters(blocks) > MESSAGE_CHARACTERS:
        raise Refusal("msg_blocks_too_long")
    return blocks


def _text(call: Call) -> str:
    for name in _NOT_SHOWN.intersection(call.args):
        call.remarks.append(f"the argument {name} is not shown by the local Slack")
    text = call.text("text")
    if len(text) > TEXT_CHARACTERS:
        call.remarks.append(f"text of {len(text)} characters is cut off after {TEXT_CHARACTERS}")
    return text[:TEXT_CHARACTERS]


def _metadata(call: Call) -> Json | None:
    metadata = call.structure("metadata")
    if metadata is None:
        return None
    error = metadata_error(metadata)
    if error:
        raise Refusal(error)
    return dict(metadata)
