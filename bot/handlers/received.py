"""What Slack sent, as far as it can be relied on: old buttons and forms come back while a screen shows them."""

from collections.abc import Mapping
from typing import Any, TypeGuard

from bot.domain.errors import Rejected

UNREADABLE = "I can't read this button or form any more. Please open it anew."
LONGEST_NAME = 500
"""Bytes of a name that a button or a form gives back: more is none of ours, and more than a key may hold."""


def is_name(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value.encode()) <= LONGEST_NAME


def name_in(value: object) -> str:
    """The id or name that a button or a form gives back. Raises `Rejected` where it cannot be one."""
    if not is_name(value):
        raise Rejected("unreadable", UNREADABLE)
    return value


def value_of(action: Mapping[str, Any]) -> str:
    return name_in(action.get("value"))


def trigger_of(sent: Mapping[str, Any]) -> str:
    """What lets a window be opened. Raises `Rejected` where Slack gave none."""
    trigger_id = sent.get("trigger_id")
    if not isinstance(trigger_id, str) or not trigger_id:
        raise Rejected("no_trigger", "Slack did not let me open a window just now. Please try once more.")
    return trigger_id


def view_of(body: Mapping[str, Any]) -> str:
    """The id of the view in which something was pressed."""
    places = ((body.get("view") or {}).get("id"), (body.get("container") or {}).get("view_id"))
    return name_in(next((place for place in places if place), None))
