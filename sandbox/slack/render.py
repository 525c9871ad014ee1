"""A thread as a person would see it, for a terminal."""

import datetime as dt

from sandbox.slack.local_slack import LocalSlack
from sandbox.slack.models import Message


def thread_as_text(slack: LocalSlack, channel: str, ts: str, zone: dt.tzinfo = dt.UTC) -> str:
    """Author, time and words of a message and its replies, which are indented; buttons as [Confirm availability]."""
    parent = slack.workspace.message(channel, ts)
    shown = [_as_text(slack, parent, zone, "")]
    shown += [_as_text(slack, reply, zone, "    ") for reply in slack.messages(channel, ts)]
    return "\n\n".join(shown)


def _as_text(slack: LocalSlack, message: Message, zone: dt.tzinfo, indent: str) -> str:
    author = slack.workspace.user(message.user).name
    at = dt.datetime.fromtimestamp(float(message.ts), zone)
    hour = at.hour % 12 or 12
    head = f"{author}  {hour}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"
    words = message.plain_text() + (" (edited)" if message.edited else "")
    return "\n".join(indent + line if line else "" for line in [head, *words.splitlines()])
