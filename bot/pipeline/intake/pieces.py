"""Takes text that no commas part to pieces: what stands between its days, times, counts, ids, contacts and amounts."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bot.pipeline.intake.counts import is_of_all
from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.shapes import EMAIL, PHONE, SHAPE
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import REMEMBERED, fold, vocabulary

_WORD = re.compile(r"\w+")
_AMOUNT = re.compile(r"[$€£]\s?\d[\d.,]*")
_NAMED_BY = cued(r"(?:(?:{named_by})\s+|[^\w(]+)+", re.IGNORECASE)
_LONGEST = 400


@lru_cache(REMEMBERED)
def pieces_round_facts(span: Span) -> tuple[Span, ...]:
    """The counts in the text, and what stands between its facts without the small words that lead up to it."""
    if len(span.text) > _LONGEST or "\t" in span.text:
        return ()
    counts = [match.span() for match in _counts().finditer(fold(span.text))]
    marks = sorted((*counts, *_facts(span.text)))
    if not marks:
        return ()
    between: list[Span] = []
    done = 0
    for start, stop in (*marks, (len(span.text), len(span.text))):
        between.append(span.cut(done, max(start, done)))
        done = max(done, stop)
    bare = (_without_lead(part).strip(",;:.!–—-·•()|/#") for part in between)
    sure = [count for count in counts if is_of_all(fold(span.text), *count)]
    return (*(span.cut(*count) for count in sure), *(part for part in bare if part.text))


def _without_lead(part: Span) -> Span:
    lead = _NAMED_BY.match(part.text)
    return part.cut(lead.end()) if lead else part


def _facts(text: str) -> list[tuple[int, int]]:
    found = find_mentions(text)
    marks = [word.span() for word in _WORD.finditer(text) if fold(word[0]) in vocabulary().boat_names]
    marks += [(day.start, day.end) for day in found.days] + [(length.start, length.end) for length in found.lengths]
    marks += [(pair.first.start, (pair.last or pair.first).end) for pair in found.times]
    for pattern in (SHAPE, PHONE, EMAIL, _AMOUNT):
        marks += [match.span() for match in pattern.finditer(text)]
    return marks


@cache
def _counts() -> re.Pattern[str]:
    after, before = ("|".join(map(re.escape, words)) for words in (vocabulary().party_after, vocabulary().party_before))
    return cued(rf"(?<![\w$.,:/-])\d{{1,3}} ?(?:{after})\b(?: (?:{{total}})\b)?|\b(?:{before}) \d{{1,3}}\b")
