"""conversations.*, users.*, auth.test: docs.slack.dev/reference/methods."""

import base64
import binascii

from sandbox.slack.call import Call
from sandbox.slack.models import Json, Message
from sandbox.slack.payloads import channel_json, handle, message_json, user_json
from sandbox.slack.refusals import Refusal

PAGE = 100
LARGEST_PAGE = 999


def auth_test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": f"https://{workspace.team_domain}.slack.com/",
        "team": workspace.team_domain,
        "user": handle(workspace.user(workspace.bot_user_id)),
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def users_info(call: Call) -> Json:
    return {"user": user_json(call.workspace, call.workspace.user(call.text("user")))}


def users_lookup_by_email(call: Call) -> Json:
    wanted = call.required("email").casefold()
    for user in call.workspace.users():
        if not user.is_deactivated and user.email is not None and user.email.casefold() == wanted:
            return {"user": user_json(call.workspace, user)}
    raise Refusal("users_not_found")


def conversations_open(call: Call) -> Json:
    """A direct message with one person; the bot has no use for groups."""
    if call.text("channel"):
        channel = call.conversation()
    else:
        users = call.required("users").split(",")
        if len(users) > 1:
            raise Refusal("too_many_users")
        channel = call.direct_message(users[0])
    return {"channel": channel_json(channel) if call.flag("return_im") else {"id": channel.id}}


def conversations_info(call: Call) -> Json:
    """Answers for public channels the bot is not in, too; `is_member` says which."""
    channel = call.workspace.channel(call.text("channel"))
    is_member = call.workspace.bot_user_id in channel.members
    if channel.is_private and not is_member:
        raise Refusal("channel_not_found")
    return {"channel": channel_json(channel) | {"is_member": is_member}}


def conversations_history(call: Call) -> Json:
    """Newest first, without the replies in threads."""
    found = call.workspace.messages(call.conversation().id)
    return _page(call, [each for each in reversed(found) if _in_window(call, each)])


def conversations_replies(call: Call) -> Json:
    """Oldest first; the parent leads, whatever the window."""
    channel = call.conversation()
    ts = call.required("ts")
    try:
        asked = call.workspace.message(channel.id, ts)
    except Refusal:
        raise Refusal("thread_not_found") from None
    root = asked.thread_ts or asked.ts
    parent = [each for each in call.workspace.messages(channel.id) if each.ts == root]
    replies = [each for each in call.workspace.messages(channel.id, root) if _in_window(call, each)]
    return _page(call, parent + replies)


def _in_window(call: Call, message: Message) -> bool:
    """`oldest` and `latest` themselves belong to the window only if `inclusive`."""
    at, inclusive = _micros(message.ts, "ts"), bool(call.flag("inclusive"))
    oldest = _micros(call.text("oldest") or "0", "oldest")
    if call.text("oldest") and (at < oldest or (at == oldest and not inclusive)):
        return False
    latest = _micros(call.text("latest") or "0", "latest")
    return not call.text("latest") or at < latest or (at == latest and inclusive)


def _micros(ts: str, name: str) -> int:
    seconds, _, fraction = ts.partition(".")
    try:
        return int(seconds) * 1_000_000 + int((fraction + "000000")[:6])
    except ValueError:
        raise Refusal(f"invalid_ts_{name}") from None


def _page(call: Call, messages: list[Message]) -> Json:
    limit = call.number("limit", PAGE)
    if not 1 <= limit <= LARGEST_PAGE:
        raise Refusal("invalid_limit")
    start = _position(call.text("cursor"))
    end = start + limit
    more = end < len(messages)
    metadata = bool(call.flag("include_all_metadata"))
    shown = [message_json(call.workspace, each, with_metadata=metadata) for each in messages[start:end]]
    cursor = base64.b64encode(f"next:{end}".encode()).decode() if more else ""
    return {"messages": shown, "has_more": more, "response_metadata": {"next_cursor": cursor}}


def _position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor, validate=True).decode().removeprefix("next:"))
    except (binascii.Error, ValueError):
        raise Refusal("invalid_cursor") from None
