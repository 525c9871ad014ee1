"""One call of a Web API method: its arguments as the method wants them, and the workspace it works on."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.models import Channel, Message
from sandbox.slack.refusals import Refusal
from sandbox.slack.workspace import Workspace

_CONVERSATION = re.compile(r"[CDG][A-Z0-9]+")
_TRUE = frozenset({"true", "True", "1"})


@dataclass(frozen=True)
class Call:
    """`args` hold strings (form) or JSON values; `remarks` collect what Slack would do without a word."""

    workspace: Workspace
    args: Mapping[str, Any]
    link: Callable[[str], str]
    """From a path to the address under which this Slack serves it."""
    remarks: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        value = self.args.get(name)
        return "" if value is None else str(value)

    def required(self, name: str) -> str:
        if not self.text(name):
            raise Refusal("invalid_arguments", [f"[ERROR] missing required field: {name} [json-pointer:/{name}]"])
        return self.text(name)

    def flag(self, name: str) -> bool | None:
        """None where the argument was left out."""
        value = self.args.get(name)
        return None if value is None else value is True or value in _TRUE

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise Refusal("invalid_arguments", [f"[ERROR] must be an integer [json-pointer:/{name}]"]) from None

    def structure(self, name: str) -> Any:
        """A JSON argument, which forms carry as a string; None where it was left out."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise Refusal("invalid_arguments", [f"[ERROR] must be valid JSON [json-pointer:/{name}]"]) from None

    def conversation(self) -> Channel:
        """The channel named by its id, which the bot must be in; a channel's name finds nothing."""
        wanted = self.text("channel")
        if not _CONVERSATION.fullmatch(wanted):
            self.remarks.append(f"{wanted!r} is not the id of a conversation")
        channel = self.workspace.channel(wanted)
        if self.workspace.bot_user_id not in channel.members:
            raise Refusal("channel_not_found" if channel.is_private or channel.is_im else "not_in_channel")
        return channel

    def direct_message(self, user_id: str) -> Channel:
        """The bot's with a person, who must still be active."""
        if self.workspace.user(user_id).is_deactivated:
            raise Refusal("user_disabled")
        return self.workspace.open_dm(user_id)

    def existing(self) -> Message:
        """The message named by `channel` and `ts`; a person's id in place of the D… id finds no channel."""
        return self.workspace.message(self.conversation().id, self.required("ts"))

    def destination(self) -> Channel:
        """Where to write: a conversation, or a person whose direct message is opened."""
        wanted = self.text("channel")
        if wanted[:1] in ("U", "W"):
            try:
                return self.direct_message(wanted)
            except Refusal:  # nobody there, or not any more
                raise Refusal("channel_not_found") from None
        channel = self.conversation()
        if channel.is_archived:
            raise Refusal("is_archived")
        return channel
