"""A Slack message's text as its writer saw it (docs.slack.dev/messaging/formatting-message-text). Pure."""

import re
from html import unescape

_ENTITY = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_SCHEMES = ("mailto:", "tel:")


def as_written(mrkdwn: str) -> str:
    """Without Slack's markup for links, mail addresses, phone numbers and names."""
    return unescape(_ENTITY.sub(_shown, mrkdwn))


def _shown(entity: re.Match[str]) -> str:
    target, label = entity[1], entity[2]
    if target[:1] in "@#!":
        return f"{target[0]}{label}" if label else target
    for scheme in _SCHEMES:
        if target.startswith(scheme):
            return label or target.removeprefix(scheme)
    return label or target
