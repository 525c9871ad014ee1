"""Opens mail source (RFC 2045): parts in Base64 become text, or go where the same mail says it all in plain text."""

from __future__ import annotations

import base64
import re

from bot.pipeline.intake.traced import Traced

_PART = re.compile(
    r"(?im)^(?:[ \t]{0,9}content-[\w-]+:.*\n(?:[ \t]+\S.*\n){0,4}){0,9}?"
    r"[ \t]{0,9}content-transfer-encoding:[ \t]*base64[ \t]*\n"
    r"(?:[ \t]{0,9}[\w-]+:.*\n(?:[ \t]+\S.*\n){0,4}){0,9}[ \t]*\n(?:[ \t]*\n){0,4}"
    r"(?P<body>(?:[ \t]*[A-Za-z0-9+/]{4,200}={0,2}[ \t]*(?:\n|$))+)"
)
_BASE64 = re.compile(r"(?i)base64")
_READABLE = re.compile(r"(?im)^[ \t]*content-type:[ \t]*text/plain")
_HTML = re.compile(r"(?i)content-type:[ \t]*text/html")
_OTHER = re.compile(r"(?i)content-type:[ \t]*(?!text/)\w+/")


def open_mail(page: Traced) -> Traced:
    """The page with its Base64 parts decoded; attachments, and HTML beside plain text, are dropped."""
    parts = list(_PART.finditer(page.text)) if _BASE64.search(page.text) else []
    if not parts:
        return page
    in_base64 = {match.start() for match in parts if _READABLE.search(match[0])}
    has_plain = any(
        not any(m.start() <= match.start() < m.end() for m in parts) for match in _READABLE.finditer(page.text)
    )

    def decoded(match: re.Match[str]) -> str:
        if _OTHER.search(match[0]) or (_HTML.search(match[0]) and (has_plain or in_base64)):
            return "\n"
        return "\n" + _text(match["body"])

    return page.sub(_PART, decoded)


def _text(body: str) -> str:
    packed = "".join(body.split())
    try:
        raw = base64.b64decode(packed[: len(packed) // 4 * 4])
    except ValueError:
        return ""
    return raw.decode("utf-8", "replace").replace("\r\n", "\n")
