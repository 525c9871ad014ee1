"""The JSON Slack sends and answers with (docs.slack.dev/reference/interaction-payloads, …/reference/events)."""

from typing import Any

from sandbox.slack.models import Channel, Json, Message, User, View
from sandbox.slack.workspace import Workspace

VERIFICATION_TOKEN = "sandbox-verification-token"  # noqa: S105  (deprecated by Slack, sent along still)


def message_json(workspace: Workspace, message: Message, *, with_metadata: bool = True) -> Json:
    """A message as API answers, histories and interaction payloads carry it."""
    shown: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    if message.bot_id:
        shown |= {"bot_id": message.bot_id, "app_id": workspace.app_id}
    shown |= {"team": workspace.team_id, "blocks": message.blocks}
    optional = {"thread_ts": message.thread_ts, "edited": message.edited, "files": message.files}
    shown |= {key: value for key, value in optional.items() if value}
    if message.reply_broadcast:
        shown["subtype"] = "thread_broadcast"
    if message.metadata and with_metadata:
        shown["metadata"] = message.metadata
    if message.thread_ts == message.ts:
        replies = workspace.messages(message.channel, message.ts)
        shown |= {
            "reply_count": len(replies),
            "reply_users": sorted({reply.user for reply in replies}),
            "latest_reply": replies[-1].ts if replies else message.ts,
        }
    return shown


def view_json(workspace: Workspace, view: View) -> Json:
    return {
        "id": view.id,
        "team_id": workspace.team_id,
        "type": view.type,
        "blocks": view.blocks,
        "private_metadata": view.private_metadata,
        "callback_id": view.callback_id,
        "state": {"values": view.state},
        "hash": view.hash,
        "title": view.source.get("title"),
        "submit": view.source.get("submit"),
        "close": view.source.get("close"),
        "clear_on_close": view.clear_on_close,
        "notify_on_close": view.notify_on_close,
        "submit_disabled": bool(view.source.get("submit_disabled")),
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": workspace.app_id,
        "external_id": view.external_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot_id,
    }


def user_json(workspace: Workspace, user: User) -> Json:
    profile = {"real_name": user.name, "display_name": user.name, "team": workspace.team_id}
    return {
        "id": user.id,
        "team_id": workspace.team_id,
        "name": handle(user),
        "deleted": user.is_deactivated,
        "real_name": user.name,
        "tz": "America/Los_Angeles",
        "is_bot": user.is_bot,
        "profile": profile | ({"email": user.email} if user.email else {}),
    }


def channel_json(channel: Channel) -> Json:
    if channel.is_im:
        return {"id": channel.id, "is_im": True, "user": channel.user, "is_archived": channel.is_archived}
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
    }


def handle(user: User) -> str:
    """The short name, as in `user_name`."""
    return user.name.lower().replace(" ", ".")


def command_form(workspace: Workspace, user: User, channel: Channel, command: str, text: str, **more: str) -> Json:
    """The form of a slash command (docs.slack.dev/interactivity/implementing-slash-commands)."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "team_domain": workspace.team_domain,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.is_im else channel.name,
        "user_id": user.id,
        "user_name": handle(user),
        "command": command,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        **more,
    }


def interaction(workspace: Workspace, user: User, kind: str, **more: Any) -> Json:
    """What all interaction payloads have in common."""
    return {
        "type": kind,
        "user": {"id": user.id, "username": handle(user), "name": handle(user), "team_id": workspace.team_id},
        "api_app_id": workspace.app_id,
        "token": VERIFICATION_TOKEN,
        "team": {"id": workspace.team_id, "domain": workspace.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
        **more,
    }


def channel_ref(channel: Channel) -> Json:
    return {"id": channel.id, "name": "directmessage" if channel.is_im else channel.name}


def action(block_id: str, element: Json, chosen: Json, action_ts: str) -> Json:
    """One entry of `actions`: the element that was used and what was chosen there."""
    entry: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block_id}
    for key in ("text", "value", "style", "placeholder"):
        if element.get(key):
            entry[key] = element[key]
    return entry | {key: value for key, value in chosen.items() if key != "type"} | {"action_ts": action_ts}


def message_state(element: Json, block_id: str, chosen: Json) -> Json:
    """`state` of a message's block_actions: what the element that was used holds, if it can hold anything."""
    if element["type"] in ("button", "overflow"):
        return {"values": {}}
    return {"values": {block_id: {element["action_id"]: chosen}}}


def event_envelope(workspace: Workspace, event: Json, event_id: str, event_time: int) -> Json:
    authorization = {
        "enterprise_id": None,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": workspace.team_id,
        "api_app_id": workspace.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time,
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
    }
