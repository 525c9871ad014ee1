"""Opens HTML that was copied as source: tags become line ends and tabs, entities become characters."""

from __future__ import annotations

import html
import re

from bot.pipeline.intake.traced import Traced

_STRUCTURE = re.compile(r"(?i)</?(?:table|tbody|tr|td|th|div|br|p|li|ul|html|body|h[1-6]|dl|dt|dd)\b[^<>]*>")
_UNSEEN = re.compile(
    r"(?is)<!--(?:[^-]|-(?!->))*+(?:-->|\Z)|<(style|head|title)\b[^<>]*>(?:[^<]|<(?!/\1))*+(?:</\1>|\Z)"
)
_LINE_TAG = re.compile(
    r"(?i)<(?:br\s*/?|/tr|/p|/div|/li|/h[1-6]|/table|/dd|dt\b[^<>]*|p\b[^<>]*|div\b[^<>]*|li\b[^<>]*|tr\b[^<>]*)>"
)
_LABEL_AND_VALUE = re.compile(
    r"(?i)(?P<label><(?:div|p|li|td)\b[^<>]*>\s{0,9}<span\b[^<>]*>[^<>\n]{1,40}</span>)\s{0,9}"
    r"(?=<(?:span|b|strong)\b[^<>]*>[^<>]{1,200}</(?:span|b|strong)>\s{0,9}</(?:div|p|li|td)>)"
)
"""A block of nothing but two pieces."""
_CELL_TAG = re.compile(r"(?i)</(?:t[dh]|dt)>")
_OTHER_TAG = re.compile(
    r"(?i)</?(?:table|tbody|thead|tfoot|tr|td|th|div|p|li|ul|ol|html|body|head|meta|link|img|a|b|i|u|em|strong|span|font"
    r"|center|small|big|hr|h[1-6]|title|blockquote|section|article|header|footer|nav|main|dl|dt|dd|pre|code|sup|sub|label|button)"
    r"\b[^<>]*>|<!doctype[^<>]*>"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_FEWEST_TAGS = 3


def open_markup(page: Traced) -> Traced:
    """The page without HTML. Tags in a text that is no HTML (a guest's `<b>`) stay as they are."""
    if "<" in page.text and sum(1 for _ in _STRUCTURE.finditer(page.text)) >= _FEWEST_TAGS:
        page = (
            page.sub(_UNSEEN, "")
            .sub(_LABEL_AND_VALUE, lambda match: f"{match['label']}\t")
            .sub(_LINE_TAG, "\n")
            .sub(_CELL_TAG, "\t")
            .sub(_OTHER_TAG, "")
        )
    return page.sub(_ENTITY, lambda match: html.unescape(match[0]))
