"""Labels with nothing but a blank before their value."""

from __future__ import annotations

import re
from itertools import islice

from bot.pipeline.intake.meanings import exact_meaning
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.traced import Span

_TIGHT = {"id", "party", "duration", "payout", "total", "phone", "email"}
_STRICT_VALUE = re.compile(r"(?i)[#\s]*(?:[bcdfghjklmnpqrstvwxz]{7}\b|[^a-z]{0,6}\d|[A-Z0-9-]*\d|\S+@)")
_MOST_BEFORE_MOMENT = 2
_WORD = re.compile(r"\S+")
_LONGEST_LABEL = 5


def tight_label(span: Span) -> tuple[str, Span, Span] | None:
    """A label with nothing but a blank before its value, as in `Booking ID tpgxcmz`, for values of a strict shape."""
    words = list(islice(_WORD.finditer(span.text), _LONGEST_LABEL + 1))
    if not any(_STRICT_VALUE.match(span.text, word.start()) for word in words[1:]):
        return None
    for count in range(min(_LONGEST_LABEL, len(words) - 1), 0, -1):
        label = span.cut(0, words[count - 1].end())
        meaning = exact_meaning(label.text)
        if meaning in _TIGHT and _STRICT_VALUE.match(value := span.text[words[count - 1].end() :]):
            tight = span.cut(len(span.text) - len(value))
            return meaning, label, tight.cut(0, len(tight.text.split()[0])) if meaning == "id" else tight
        if meaning is not None and meaning != "id":
            return None
    return None


def moment_label(span: Span) -> tuple[str, Span, Span] | None:
    """A label of start or end with nothing but a blank before its day and time, as in `From Aug 1, 2026 at 11 AM`."""
    words = list(_WORD.finditer(span.text))[:_MOST_BEFORE_MOMENT]
    for word in words:
        label, value = span.cut(0, word.end()), span.cut(word.end())
        if exact_meaning(label.text) in ("start", "end"):
            found = find_mentions(value.text)
            alone = found.first == 0 and len(found.days) == len(found.times) == 1 and found.times[0].last is None
            return (str(exact_meaning(label.text)), label, value) if alone else None
    return None
