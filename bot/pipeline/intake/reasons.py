"""Why a field of a reading holds what it holds, in one plain sentence: the same in the table and in the review."""

from __future__ import annotations

import re
import unicodedata

from bot.pipeline.intake.reading import Reading

SHOWN_AT_MOST = 59
"""Characters of a quoted piece."""
_FROM_START_AND_END = "the time from start to end"
_FROM_START_AND_DURATION = "the start and the duration"
_SAYS_NO_MORE = {"what the text says", "in the line itself"}
"""What the line and its words say already."""
_QUOTED = re.compile('"([^"]*)"|“([^”]*)”')
_JOINER = "\u200d"
"""Holds the parts of one picture together."""


def reason(reading: Reading, field: str) -> str | None:
    """``Line 16: “May 30, 2026 • 1:00 PM”, after the label “Start”.``; None where nothing was found."""
    found = reading.found.get(field)
    if found is None:
        return None
    if found.why == _FROM_START_AND_END:
        return "From the start and the end."
    line, words = found.line, _quoted(found.words)
    if found.why.startswith(_FROM_START_AND_DURATION):
        return f"From the start and the duration (line {line}: {words})."
    if found.why in _SAYS_NO_MORE:
        return f"Line {line}: {words}."
    why = _QUOTED.sub(lambda match: _quoted(match[1] or match[2] or ""), found.why)
    return f"Line {line}: {words}, {why}."


def _quoted(words: str) -> str:
    """The words in one line without what cannot be seen, cut between two words where they are long."""
    seen = "".join(sign for sign in words if _is_shown(sign))
    line = " ".join(seen.split())
    if len(line) > SHOWN_AT_MOST:
        head = line[:SHOWN_AT_MOST]
        whole = head.rpartition(" ")[0] if " " in head[SHOWN_AT_MOST // 2 :] else head
        line = whole.rstrip(" ,;:.·•–—-") + "…"
    return f"“{line}”"


def _is_shown(sign: str) -> bool:
    return sign.isspace() or sign == _JOINER or unicodedata.category(sign)[0] != "C"
